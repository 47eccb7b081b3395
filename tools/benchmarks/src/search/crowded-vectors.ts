import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Latent dimensions: songs differ in far fewer than a vector has. */
const LATENT_DIMS = 24;
const TRACKS_PER_CLUSTER = 20;
/** Scale of a component that all tracks share, as the bias of a trained layer; it moves cosines towards 1. */
const BIAS = 2.5;
const NOISE = 0.3;
/** Size of the table that normal numbers are drawn from, which is fast and good enough here. */
const TABLE = 65_536;

/**
 * Yield unit vectors with the properties that make Cnn14 embeddings hard to search: outputs of a ReLU, so never
 * negative, clustered, of low intrinsic dimension, and with cosines near 1.
 */
export function* crowdedVectors(count: number, dims: number, seed: number): Generator<Float32Array<ArrayBuffer>> {
  const random = xoroshiro128plus(seed);
  const table = Float32Array.from(
    { length: TABLE },
    () => Math.sqrt(-2 * Math.log(1 - uniformFloat64(random))) * Math.cos(2 * Math.PI * uniformFloat64(random)),
  );
  const normal = (): number => table[uniformInt(random, 0, TABLE - 1)]!;
  const normals = (length: number): Float32Array => Float32Array.from({ length }, normal);
  const weights = normals(dims * LATENT_DIMS);
  const bias = normals(dims).map((value) => BIAS * value);
  const clusters = Math.max(1, Math.round(count / TRACKS_PER_CLUSTER));
  const centres = normals(clusters * LATENT_DIMS);
  for (let track = 0; track < count; track++) {
    const from = uniformInt(random, 0, clusters - 1) * LATENT_DIMS;
    const latent = centres
      .subarray(from, from + LATENT_DIMS)
      .map((value) => (value + 0.5 * normal()) / Math.sqrt(LATENT_DIMS));
    const start = uniformInt(random, 0, TABLE - 1);
    const vector = new Float32Array(dims);
    let squares = 0;
    for (let dim = 0; dim < dims; dim++) {
      let sum = bias[dim]! + NOISE * table[(start + dim) % TABLE]!;
      for (let index = 0; index < LATENT_DIMS; index++) sum += weights[dim * LATENT_DIMS + index]! * latent[index]!;
      vector[dim] = Math.max(0, sum);
      squares += vector[dim]! ** 2;
    }
    yield vector.map((value) => value / Math.sqrt(squares));
  }
}
