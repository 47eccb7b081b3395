import { expect, test } from 'vitest';
import { dominantTag, sharedTags } from './shared-tags.ts';

test('two tracks share the words for their brightness and speed as they share labels', () => {
  const a = [
    { label: 'dark', score: 0.8 },
    { label: 'ambient', score: 0.4 },
    { label: 'slow', score: 0.6 },
  ];
  const b = [
    { label: 'dark', score: 0.9 },
    { label: 'fast', score: 0.7 },
    { label: 'ambient', score: 0.3 },
  ];
  expect(sharedTags(a, b)).toEqual(['dark', 'ambient']);
});

test('the dominant label is none of those words', () => {
  const words = [
    { label: 'bright', score: 1 },
    { label: 'fast', score: 0.9 },
  ];
  expect(dominantTag([...words, { label: 'rock', score: 0.3 }])).toBe('rock');
  expect(dominantTag(words)).toBeNull();
});
