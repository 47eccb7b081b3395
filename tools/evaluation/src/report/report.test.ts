import { expect, test } from 'vitest';
import type { Evaluation, SpaceResult } from '../judge/evaluation.ts';
import { htmlReport } from './html-report.ts';
import { textReport } from './text-report.ts';

const estimate = { value: 0.5, low: 0.25, high: 0.625 };
const space: SpaceResult = {
  model: 'musicnn f32',
  vector: 'whole <track>',
  standardisation: 'z-scores',
  rescaling: null,
  dims: 424,
  precision: {
    'same album': {
      precisionAt3: estimate,
      precisionAt10: estimate,
      averagePrecision: estimate,
      gain: { value: -0.01, low: -0.02, high: 0.03 },
    },
  },
  hubness: { skewness: estimate, max: 17, orphans: estimate, occurrences: [0, 0, 3, 17] },
  closeness: [
    { closeness: 'very-close', pairs: 12, kin: 8, ratio: 15.5 },
    { closeness: 'close', pairs: 34, kin: 0, ratio: null },
    { closeness: 'loose', pairs: 5, kin: 0, ratio: 0 },
    { closeness: 'weak', pairs: 67, kin: 1, ratio: 0.5 },
  ],
  robustness: [{ alteration: '6 dB quieter', copies: 4, found: estimate }],
};
const evaluation: Evaluation = {
  tracks: 4,
  albums: 2,
  artists: 1,
  genres: 0,
  leftOut: [],
  machine: 'a machine',
  models: [{ name: 'musicnn f32', spaceId: 'musicnn-1', origin: 'the package' }],
  measures: [
    {
      name: 'same album',
      seeds: 4,
      leftOut: 0,
      chance: { precisionAt3: 0.125, precisionAt10: 0.1, averagePrecision: 0.2 },
    },
    { name: 'same genre, other artists', seeds: 0, leftOut: 4, chance: null },
  ],
  spaces: [space, { ...space, rescaling: 'local-scaling', closeness: [], robustness: [] }],
};

test('the tables contain every figure, its interval and chance', () => {
  const text = textReport(evaluation);
  expect(text).toContain('4 tracks, 2 albums, 1 artists, 0 genres');
  expect(text).toContain('musicnn f32 is musicnn-1: the package');
  expect(text).toMatch(/whole <track>, z-scores +│ 0\.500 \[0\.250, 0\.625\].*−0\.010 \[−0\.020, \+0\.030\]/u);
  expect(text).toMatch(/chance +│ 0\.125 +│ 0\.100 +│ 0\.200/u);
  expect(text).toMatch(/local-scaling +│ 424 +│ 0\.500 \[0\.250, 0\.625\] +│ 17/u);
  expect(text).toMatch(/whole <track>, z-scores +│ ×15\.50 \(12\) +│ – \(34\) +│ ×0\.00 \(5\) +│ ×0\.50 \(67\)/u);
  expect(text).toContain('6 dB quieter');
  expect(text).toContain('Not measured, because no two tracks have it in common: same genre, other artists');
});

test('the page loads nothing external, runs no script, and is escaped', () => {
  const page = htmlReport(evaluation);
  expect(page).not.toMatch(/https?:|src=|href=|url\(|@import|<script/u);
  expect(page).toContain('prefers-color-scheme: dark');
  expect(page).toContain('whole &#60;track&#62;');
  expect(page).not.toContain('whole <track>');
  // Two plots of two spaces, at 0.5 of the width and chance at 0.125, and a bar for each count up to 17.
  expect(page.match(/<circle class="dot" cx="610.0"/gu)).toHaveLength(2);
  expect(page).toContain('<line class="chance" x1="452.5"');
  expect(page).toContain('<title>2 tracks occur 0 times</title>');
});
