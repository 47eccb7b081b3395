import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

/** Directions in which vectors differ most, and the mean of the vectors. */
export interface PrincipalAxes {
  readonly mean: Float64Array;
  /** Orthonormal, largest variance first. */
  readonly axes: readonly Float64Array[];
}

/** Variance, as a share of the largest, below which a direction is rounding error. */
const NEGLIGIBLE = 1e-9;

/**
 * Compute principal axes by the method of snapshots (L. Sirovich, 1987): for n vectors with far more than n dimensions,
 * the n × n matrix of inner products has the same non-zero eigenvalues as the covariance and is quicker to decompose.
 * `ml-pca` finds the same axes (up to sign, to 12 digits). For 500 vectors of 2,048 dimensions it took 7.7 s instead of
 * 1.7 s, and to project 20,000 such vectors 192 s instead of 14 s, because it multiplies by all axes.
 * @param vectors at least one, all of the same length
 * @param count number of axes; the result has fewer if the vectors differ in fewer directions
 */
export function principalAxes(vectors: readonly Float32Array[], count: number): PrincipalAxes {
  const mean = meanOf(vectors);
  const centred = vectors.map((vector) => Float64Array.from(vector, (value, dim) => value - mean[dim]!));
  const gram = Matrix.zeros(vectors.length, vectors.length);
  for (let row = 0; row < centred.length; row++) {
    for (let column = row; column < centred.length; column++) {
      const product = dot(centred[row]!, centred[column]!);
      gram.set(row, column, product);
      gram.set(column, row, product);
    }
  }
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(gram, { assumeSymmetric: true });
  const largestFirst = realEigenvalues.map((value, index) => ({ value, index })).sort((a, b) => b.value - a.value);
  const axes = largestFirst
    .slice(0, count)
    .filter(({ value }) => value > 0 && value > NEGLIGIBLE * largestFirst[0]!.value)
    .map(({ value, index }) => axisOf(centred, eigenvectorMatrix.getColumn(index), Math.sqrt(value)));
  return { mean, axes };
}

/** Return the coordinates of a vector along the axes. */
export function project(vector: Float32Array, { mean, axes }: PrincipalAxes): number[] {
  const centred = Float64Array.from(vector, (value, dim) => value - mean[dim]!);
  return axes.map((axis) => dot(axis, centred));
}

function meanOf(vectors: readonly Float32Array[]): Float64Array {
  const mean = new Float64Array(vectors[0]!.length);
  for (const vector of vectors) vector.forEach((value, dim) => (mean[dim]! += value / vectors.length));
  return mean;
}

function axisOf(centred: readonly Float64Array[], weights: readonly number[], norm: number): Float64Array {
  const axis = new Float64Array(centred[0]!.length);
  centred.forEach((vector, index) => {
    const weight = weights[index]! / norm;
    for (let dim = 0; dim < axis.length; dim++) axis[dim]! += weight * vector[dim]!;
  });
  return axis;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let dim = 0; dim < a.length; dim++) sum += a[dim]! * b[dim]!;
  return sum;
}
