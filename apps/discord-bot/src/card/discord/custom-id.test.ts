import { expect, test } from 'vitest';
import { actionOf, actionOfChoice, customIdOf, customIdOfMenu } from './custom-id.ts';
import type { CardAction } from './custom-id.ts';

const trackId = '0123456789abcdef0123456789abcdef';
const actions: CardAction[] = [
  { kind: 'another', request: { count: 10, otherArtists: true } },
  { kind: 'more', trackId, request: { count: 1, otherArtists: false } },
  { kind: 'listen', trackId },
  { kind: 'details', trackId, isArtist: true },
  { kind: 'details', trackId, isArtist: false },
  { kind: 'steps' },
  { kind: 'compare', trackIds: [trackId, 'f'.repeat(32), '0'.repeat(32)] },
  { kind: 'save', of: 'artist', trackIds: [] },
  { kind: 'save', of: 'station', trackIds: [trackId, 'f'.repeat(32), '0'.repeat(32)] },
  { kind: 'leave-out', trackId },
  { kind: 'undo', trackId },
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
  `details/${trackId}`,
  `details/${trackId}/album`,
  'menu/leave-out',
  'save',
  'steps/1',
  'compare',
  `compare/${trackId}`,
  `save/album/${'A'.repeat(22)}`,
  `save/song/${trackId}`,
  `save/song${`/${'A'.repeat(22)}`.repeat(4)}`,
])('%j, which no version wrote, is not an action', (customId) => expect(actionOf(customId)).toBeNull());

test('a choice in a menu is the action of its song', () => {
  const request = { count: 4, otherArtists: true };
  expect(actionOfChoice(customIdOfMenu({ kind: 'more', request }), trackId)).toEqual({
    kind: 'more',
    trackId,
    request,
  });
  expect(actionOfChoice(customIdOfMenu({ kind: 'leave-out' }), trackId)).toEqual({ kind: 'leave-out', trackId });
});

test.each([
  ['menu/leave-out', 'abc'],
  ['menu/leave-out/x', trackId],
  ['menu/more', trackId],
  ['menu/dance', trackId],
  [`leave-out/${trackId}`, trackId],
])('%j with the choice %j, which no version wrote, is not an action', (customId, choice) =>
  expect(actionOfChoice(customId, choice)).toBeNull(),
);
