import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

/** A part of the vector before the projection, such as the descriptor. */
interface LearntPart {
  /** Number of its values. */
  readonly length: number;
  /** Share of the part: the root of the sum of the variances of its weighted values. */
  readonly weight: number;
}

/** A track to learn from. */
export interface LearntTrack {
  /** The values of all parts, one after the other; NaN if there is none. */
  readonly values: Float32Array;
  /** Weight of the track in means, deviations and covariances; above 0. */
  readonly weight: number;
  /** Values of altered copies of the track minus those of the same part of the track itself. */
  readonly differences: readonly Float32Array[];
}

/** How to learn a projection. */
export interface LearningSettings {
  readonly parts: readonly LearntPart[];
  /** Standard scores are limited to ± this. */
  readonly clip: number;
  /** Share of the sphere in the covariance, 0 to 1 (Ledoit & Wolf, 2004): 1 is z-scores without whitening. */
  readonly shrinkage: number;
  /** Weight of the covariance of the differences between altered copies and their tracks, 0 for none. */
  readonly alterationWeight: number;
  /** Length of the projected vectors. */
  readonly dims: number;
}

/**
 * Learn a projection from tracks, without labels: z-scores, weights of the parts, and whitening by the covariance of the
 * tracks, shrunk toward a sphere, plus that of what alterations change. Directions in which an encoder or a gain moves a
 * track count less. Of the principal axes, those with the largest variances are kept.
 *
 * @returns what `Projection` takes: numbers of inputs and outputs, clip, means, scales, and the matrix, row-major
 * [inputs, outputs]. It does not depend on the order of the tracks, apart from rounding.
 * @throws RangeError if there are fewer inputs than `dims`, or no tracks
 */
export function learnProjection(tracks: readonly LearntTrack[], settings: LearningSettings): Float32Array {
  const { parts, clip, shrinkage, alterationWeight, dims } = settings;
  const inputs = parts.reduce((sum, { length }) => sum + length, 0);
  if (tracks.length === 0) throw new RangeError('a projection needs tracks to learn from');
  if (dims > inputs) throw new RangeError(`${inputs} values cannot become ${dims}`);
  const total = tracks.reduce((sum, { weight }) => sum + weight, 0);
  const { means, scales } = learnScales(tracks, inputs);
  const weights = parts.flatMap(({ length, weight }) => Array.from({ length }, () => weight / Math.sqrt(length)));
  const scoresOf = (values: Float32Array, share: number): number[] =>
    weights.map((weight, n) => {
      const score = (values[n]! - means[n]!) * scales[n]!;
      return Number.isNaN(score) ? 0 : weight * share * Math.max(-clip, Math.min(clip, score));
    });
  const rows = new Matrix(tracks.map(({ values, weight }) => scoresOf(values, Math.sqrt(weight / total))));
  const covariance = rows.transpose().mmul(rows);
  const meanVariance = covariance.trace() / inputs;
  const altered = tracks.flatMap(({ differences, weight }) =>
    differences.map((difference) =>
      weights.map((each, n) => {
        const change = each * Math.sqrt(weight) * difference[n]! * scales[n]!;
        return Number.isFinite(change) ? change : 0;
      }),
    ),
  );
  if (altered.length > 0 && alterationWeight > 0) {
    const changes = new Matrix(altered);
    covariance.add(
      changes
        .transpose()
        .mmul(changes)
        .mul(alterationWeight / (total * differencesPerTrack(tracks))),
    );
  }
  const { variances, axes } = principalAxes(covariance, dims);
  const matrix = Array.from({ length: inputs }, (_, n) =>
    variances.map(
      (variance, axis) =>
        (weights[n]! * axes.get(n, axis)) / Math.sqrt((1 - shrinkage) * variance + shrinkage * meanVariance),
    ),
  );
  return Float32Array.from([[inputs, dims, clip], means, scales, ...matrix].flat());
}

function differencesPerTrack(tracks: readonly LearntTrack[]): number {
  const altered = tracks.filter(({ differences }) => differences.length > 0);
  return altered.reduce((sum, { differences }) => sum + differences.length, 0) / altered.length;
}

/** Return weighted means and the inverse deviations; a value that never changes has the scale 0. */
function learnScales(tracks: readonly LearntTrack[], inputs: number): { means: number[]; scales: number[] } {
  const means: number[] = [];
  const scales: number[] = [];
  for (let n = 0; n < inputs; n++) {
    const known = tracks.filter(({ values }) => !Number.isNaN(values[n]!));
    const total = known.reduce((sum, { weight }) => sum + weight, 0);
    const mean = known.reduce((sum, { values, weight }) => sum + (weight * values[n]!) / total, 0);
    const variance = known.reduce((sum, { values, weight }) => sum + (weight * (values[n]! - mean) ** 2) / total, 0);
    means.push(Math.fround(mean));
    scales.push(variance > NEGLIGIBLE * (1 + mean * mean) ? 1 / Math.sqrt(variance) : 0);
  }
  return { means, scales: scales.map(Math.fround) };
}

/** Variance, relative to the square of the mean, below which a value is constant but for rounding. */
const NEGLIGIBLE = 1e-12;

/** Return the largest variances and their axes, in columns. The largest coordinate of an axis is positive. */
function principalAxes(covariance: Matrix, dims: number): { variances: number[]; axes: Matrix } {
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(covariance, { assumeSymmetric: true });
  const order = realEigenvalues
    .map((variance, column) => ({ variance, column }))
    .sort((a, b) => b.variance - a.variance)
    .slice(0, dims);
  const axes = new Matrix(covariance.rows, dims);
  for (const [axis, { column }] of order.entries()) {
    const values = eigenvectorMatrix.getColumn(column);
    const largest = values.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0);
    axes.setColumn(axis, largest < 0 ? values.map((value) => -value) : values);
  }
  return { variances: order.map(({ variance }) => Math.max(0, variance)), axes };
}
