import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
/** Variance, as a share of the largest, below which a direction is rounding error. */
const NEGLIGIBLE = 1e-9;
/**
 * Principal component analysis by the method of snapshots (L. Sirovich, 1987): of n vectors with far more than n dimensions the n × n matrix
 * of inner products is decomposed instead of the covariance, which has the same non-zero eigenvalues.
 * @param vectors at least one, all of one length
 * @param count axes wanted; there are fewer where the vectors differ in fewer directions
 */
export function principalAxes(vectors, count) {
  const mean = meanOf(vectors);
  const centred = vectors.map((vector) => Float64Array.from(vector, (value, dim) => value - mean[dim]));
  const gram = Matrix.zeros(vectors.length, vectors.length);
  for (let row = 0; row < centred.length; row++) {
    for (let column = row; column < centred.length; column++) {
      const product = dot(centred[row], centred[column]);
      gram.set(row, column, product);
      gram.set(column, row, product);
    }
  }
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(gram, { assumeSymmetric: true });
  const largestFirst = realEigenvalues.map((value, index) => ({ value, index })).sort((a, b) => b.value - a.value);
  const axes = largestFirst
    .slice(0, count)
    .filter(({ value }) => value > 0 && value > NEGLIGIBLE * largestFirst[0].value)
    .map(({ value, index }) => axisOf(centred, eigenvectorMatrix.getColumn(index), Math.sqrt(value)));
  return { mean, axes };
}
/** The coordinates of a vector along the axes. */
export function project(vector, { mean, axes }) {
  const centred = Float64Array.from(vector, (value, dim) => value - mean[dim]);
  return axes.map((axis) => dot(axis, centred));
}
function meanOf(vectors) {
  const mean = new Float64Array(vectors[0].length);
  for (const vector of vectors) vector.forEach((value, dim) => (mean[dim] += value / vectors.length));
  return mean;
}
function axisOf(centred, weights, norm) {
  const axis = new Float64Array(centred[0].length);
  centred.forEach((vector, index) => {
    const weight = weights[index] / norm;
    for (let dim = 0; dim < axis.length; dim++) axis[dim] += weight * vector[dim];
  });
  return axis;
}
function dot(a, b) {
  let sum = 0;
  for (let dim = 0; dim < a.length; dim++) sum += a[dim] * b[dim];
  return sum;
}
