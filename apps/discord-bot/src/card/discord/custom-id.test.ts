import { expect, test } from 'vitest';
import { actionOf, customIdOf } from './custom-id.ts';
import type { ButtonAction } from './custom-id.ts';

const trackId = '0123456789abcdef0123456789abcdef';
const actions: ButtonAction[] = [
  { kind: 'another', request: { count: 10, otherArtists: true } },
  { kind: 'more', trackId, request: { count: 1, otherArtists: false } },
  { kind: 'listen', trackId },
  { kind: 'leave-out', trackId },
];

test.each(actions)('$kind fits into a custom id of at most 100 characters and can be read back', (action) => {
  const customId = customIdOf(action);
  expect(customId.length).toBeLessThanOrEqual(100);
  expect(actionOf(customId)).toEqual(action);
});

test.each([
  '',
  'another',
  'another/0/all',
  'another/11/all',
  'another/3/some',
  'more/abc/3/all',
  `more/${trackId}`,
  `listen/${trackId}/x`,
  `dance/${trackId}`,
])('%j, which no version wrote, is not an action', (customId) => expect(actionOf(customId)).toBeNull());
