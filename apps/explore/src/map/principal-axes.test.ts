import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { expect, test } from 'vitest';
import { clusteredVectors } from '@soundalike/catalog/testing';
import { principalAxes, project } from './principal-axes.ts';

const VECTORS = [...clusteredVectors({ count: 60, dims: 12, clusters: 3, seed: 5 })];

test('the variances along the axes are the largest eigenvalues of the covariance matrix', () => {
  const { mean, axes } = principalAxes(VECTORS, 5);
  const centred = new Matrix(VECTORS.map((vector) => Array.from(vector, (value, dim) => value - mean[dim]!)));
  const covariance = centred.transpose().mmul(centred);
  const expected = new EigenvalueDecomposition(covariance, { assumeSymmetric: true }).realEigenvalues
    .sort((a, b) => b - a)
    .slice(0, 5);
  const projected = VECTORS.map((vector) => project(vector, { mean, axes }));
  axes.forEach((_, axis) =>
    expect(projected.reduce((sum, row) => sum + row[axis]! ** 2, 0)).toBeCloseTo(expected[axis]!, 9),
  );
});

test('the axes are orthonormal', () => {
  const { axes } = principalAxes(VECTORS, 5);
  const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, dim) => sum + value * b[dim]!, 0);
  axes.forEach((a, i) => axes.forEach((b, j) => expect(dot(a, b)).toBeCloseTo(i === j ? 1 : 0, 9)));
});

test('with as many axes as dimensions, distances stay the same', () => {
  const axes = principalAxes(VECTORS, 12);
  const [a, b] = [VECTORS[0]!, VECTORS[1]!];
  const [x, y] = [project(a, axes), project(b, axes)];
  expect(Math.hypot(...x.map((value, axis) => value - y[axis]!))).toBeCloseTo(
    Math.hypot(...a.map((value, dim) => value - b[dim]!)),
    6,
  );
});

test('identical vectors have no axes', () => {
  const same = Array.from({ length: 4 }, () => Float32Array.of(0.6, 0.8));
  expect(principalAxes(same, 2).axes).toHaveLength(0);
  expect(principalAxes(same.slice(0, 1), 2).axes).toHaveLength(0);
});
