import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Matrix } from 'ml-matrix';
import { modelOf, PARTS_LENGTH } from '@soundalike/audio-core';
import { drawsOf } from '../metrics/draw.ts';
import { learnProjection } from './learn-projection.ts';
import type { LearningSettings, LearntTrack } from './learn-projection.ts';
import { PROJECTION_SETTINGS } from './projection-settings.ts';

const SETTINGS: LearningSettings = {
  parts: [
    { length: 3, weight: 0.7 },
    { length: 2, weight: 0.3 },
  ],
  clip: 100,
  shrinkage: 0,
  alterationWeight: 0,
  dims: 5,
};
const INPUTS = 5;

/** Tracks with correlated values at different scales. */
function randomTracks(count: number, seed = 1): LearntTrack[] {
  const draw = drawsOf(seed);
  return Array.from({ length: count }, () => {
    const common = draw.normal();
    return {
      values: Float32Array.from({ length: INPUTS }, (_, n) => 10 ** n * (common + draw.normal()) + n),
      weight: 1,
      differences: [],
    };
  });
}

/** Apply a projection as it is stored, in double precision. */
function project(stored: Float32Array, values: Float32Array): number[] {
  const [inputs = 0, outputs = 0, clip = 0] = stored;
  const scores = Array.from({ length: inputs }, (_, n) =>
    Math.max(-clip, Math.min(clip, (values[n]! - stored[3 + n]!) * stored[3 + inputs + n]!)),
  );
  return Array.from({ length: outputs }, (_, output) =>
    scores.reduce((sum, score, n) => sum + score * stored[3 + 2 * inputs + n * outputs + output]!, 0),
  );
}

const covarianceOf = (rows: number[][]): Matrix => {
  const matrix = new Matrix(rows).center('column');
  return matrix.transpose().mmul(matrix).div(rows.length);
};

test('without shrinkage, the projected tracks are uncorrelated with variance 1', () => {
  const tracks = randomTracks(60);
  const stored = learnProjection(tracks, SETTINGS);
  const covariance = covarianceOf(tracks.map(({ values }) => project(stored, values)));
  expect(Matrix.sub(covariance, Matrix.eye(INPUTS)).norm()).toBeLessThan(1e-4);
});

test('with shrinkage 1, only scales and the weights of the parts change', () => {
  const tracks = randomTracks(60);
  const stored = learnProjection(tracks, { ...SETTINGS, shrinkage: 1 });
  const projected = covarianceOf(tracks.map(({ values }) => project(stored, values)));
  // A rotation keeps the sum of the variances of the z-scores: (0.7² + 0.3²) over their mean.
  expect(projected.trace()).toBeCloseTo(INPUTS, 3);
  const share = (part: number[]): number => {
    const changed = { values: tracks[0]!.values.slice(), weight: 1, differences: [] };
    for (const n of part) changed.values[n]! += 10 ** n;
    const [before, after] = [tracks[0]!.values, changed.values].map((values) => project(stored, values));
    return before!.reduce((sum, value, n) => sum + (value - after![n]!) ** 2, 0) / part.length;
  };
  expect(share([0, 1, 2]) / share([3, 4])).toBeGreaterThan((0.7 ** 2 / 3 / (0.3 ** 2 / 2)) * 0.5);
});

test('the kept axes are those with the largest variances', () => {
  const tracks = randomTracks(60);
  const all = learnProjection(tracks, { ...SETTINGS, shrinkage: 0.5 });
  const few = learnProjection(tracks, { ...SETTINGS, shrinkage: 0.5, dims: 2 });
  const values = tracks[7]!.values;
  expect(project(few, values)).toEqual(project(all, values).slice(0, 2));
  const { variances } = { variances: covarianceOf(tracks.map((track) => project(all, track.values))).diagonal() };
  expect(variances).toEqual(variances.toSorted((a, b) => b - a));
});

test('directions that alterations change count less', () => {
  const change = Float32Array.of(0, 0, 500, 0, 0);
  const tracks = randomTracks(60).map((track) => ({ ...track, differences: [change, change.map((value) => -value)] }));
  const moved = (alterationWeight: number): number => {
    const stored = learnProjection(tracks, { ...SETTINGS, shrinkage: 0.5, alterationWeight });
    const { values } = tracks[0]!;
    const [a, b] = [values, values.map((value, n) => value + change[n]!)].map((each) => project(stored, each));
    return Math.hypot(...a!.map((value, n) => value - b![n]!));
  };
  expect(moved(1)).toBeLessThan(0.5 * moved(0));
});

test('the same tracks lead to the same bytes', () => {
  expect(learnProjection(randomTracks(20), SETTINGS)).toEqual(learnProjection(randomTracks(20), SETTINGS));
});

test('a value that never changes or is missing is left out, and the rest is finite', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1000 }), fc.nat(INPUTS - 1), (seed, constant) => {
      const tracks = randomTracks(8, seed);
      for (const { values } of tracks) values[constant] = 0.1;
      tracks[0]!.values[(constant + 1) % INPUTS] = NaN;
      const stored = learnProjection(tracks, { ...SETTINGS, shrinkage: 0.5 });
      expect(stored.every(Number.isFinite)).toBe(true);
      const row = stored.subarray(3 + 2 * INPUTS + constant * INPUTS).subarray(0, INPUTS);
      expect(stored[3 + INPUTS + constant]).toBe(0);
      expect(row.length).toBe(INPUTS);
    }),
    { numRuns: 30 },
  );
});

test('a track of weight 2 counts as two', () => {
  const [first, ...rest] = randomTracks(12);
  const heavy = learnProjection([{ ...first!, weight: 2 }, ...rest], SETTINGS);
  const twice = learnProjection([first!, first!, ...rest], SETTINGS);
  heavy.forEach((value, n) => expect(Math.abs(value - twice[n]!)).toBeLessThan(1e-3 * (1 + Math.abs(value))));
});

test('a projection of the size that musicnn takes is learnt', { timeout: 120_000 }, () => {
  const { dims } = modelOf('musicnn').spec;
  const draw = drawsOf(3);
  const values = (): Float32Array => Float32Array.from({ length: PARTS_LENGTH }, () => draw.normal());
  const tracks = Array.from({ length: 6 }, () => ({ values: values(), weight: 1, differences: [values()] }));
  const stored = learnProjection(tracks, { ...PROJECTION_SETTINGS, dims });
  expect(stored).toHaveLength(3 + 2 * PARTS_LENGTH + PARTS_LENGTH * dims);
  expect([...stored.subarray(0, 3)]).toEqual([PARTS_LENGTH, dims, PROJECTION_SETTINGS.clip]);
  expect(stored.every(Number.isFinite)).toBe(true);
  const distance = (a: Float32Array, b: Float32Array): number => {
    const other = project(stored, b);
    return Math.hypot(...project(stored, a).map((value, n) => value - other[n]!));
  };
  // Tracks stay apart.
  expect(distance(tracks[0]!.values, tracks[1]!.values)).toBeGreaterThan(0.1);
});
