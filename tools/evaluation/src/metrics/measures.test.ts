import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { expect, test } from 'vitest';
import type { TrackLabels } from '../library/read-library.ts';
import { mean } from './estimates.ts';
import { outlineMeasure } from './measure-outline.ts';
import { judgeRanking, MEASURES } from './measures.ts';

const track = (album: string | null, artist: string | null, ...genres: string[]): TrackLabels => ({
  album,
  artist,
  genres,
});
const measure = (name: string) => MEASURES.find((each) => each.name === name)!;

/** Album 1 by A, A and B; a lone track of album 2 by A; one without any label. */
const labels = [
  track('1', 'A', 'rock'),
  track('1', 'A', 'rock', 'pop'),
  track('1', 'B', 'pop'),
  track('2', 'A', 'pop'),
  track(null, null),
];

test('same album: the entire ranking counts', () => {
  expect(judgeRanking(measure('same album'), labels, 0, [3, 1, 4, 2])).toEqual({
    precisionAt3: 1 / 3,
    precisionAt10: 2 / 10,
    averagePrecision: (1 / 2 + 2 / 4) / 2,
  });
});

test("with the artist filter, the seed's own artist is not in the ranking", () => {
  // Left are the track without labels, then B's.
  expect(judgeRanking(measure('same album, other artists'), labels, 0, [3, 1, 4, 2])).toEqual({
    precisionAt3: 1 / 3,
    precisionAt10: 1 / 10,
    averagePrecision: 1 / 2,
  });
  expect(judgeRanking(measure('same genre, other artists'), labels, 2, [0, 1, 3, 4])).toMatchObject({
    averagePrecision: (1 / 2 + 2 / 3) / 2,
  });
});

test('a seed that no other track belongs with is left out', () => {
  expect(judgeRanking(measure('same album'), labels, 3, [0, 1, 2, 4])).toBeNull();
  expect(judgeRanking(measure('same artist'), labels, 4, [0, 1, 2, 3])).toBeNull();
  expect(judgeRanking(measure('same genre, other artists'), labels, 0, [1, 2, 3, 4])).toBeNull();
});

test('counts the seeds and computes the chance level', () => {
  const outline = outlineMeasure(measure('same album'), labels);
  expect(outline).toMatchObject({ seeds: 3, leftOut: 2 });
  // Two of four others are relevant for each of the three.
  expect(outline.chance!.precisionAt3).toBeCloseTo(1 / 2, 12);
  expect(outline.chance!.precisionAt10).toBeCloseTo(2 / 10, 12);
  expect(outlineMeasure(measure('same artist'), [track('1', 'A'), track('1', 'B')])).toEqual({
    name: 'same artist',
    seeds: 0,
    leftOut: 2,
    chance: null,
  });
});

test.each(MEASURES)('$name: random rankings score the chance level', (each) => {
  const random = xoroshiro128plus(11);
  const library = Array.from({ length: 24 }, (_, index) => track(`${index % 4}`, `${index % 5}`, `${index % 3}`));
  const shuffled = (seed: number): number[] => {
    const order = library.map((_, index) => index).filter((index) => index !== seed);
    for (let last = order.length - 1; last > 0; last--) {
      const other = uniformInt(random, 0, last);
      [order[last], order[other]] = [order[other]!, order[last]!];
    }
    return order;
  };
  const { chance } = outlineMeasure(each, library);
  const scores = Array.from({ length: 200 }, () =>
    library.map((_, seed) => judgeRanking(each, library, seed, shuffled(seed))!),
  ).flat();
  // 4,800 seeded rankings: the standard error of the means is below 0.005.
  for (const key of ['precisionAt3', 'precisionAt10', 'averagePrecision'] as const) {
    expect(Math.abs(mean(scores.map((score) => score[key])) - chance![key])).toBeLessThan(0.015);
  }
});
