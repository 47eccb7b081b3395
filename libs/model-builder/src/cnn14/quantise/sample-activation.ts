import type { Tensor } from '@soundalike/audio-core/onnx-runtime';
import { KERNEL_TAPS } from './weight-pairs.ts';

/** Most positions of an activation at which patches are sampled. */
const MOST_PATCHES = 256;

/** Rows and columns of a kernel. */
const KERNEL = Math.sqrt(KERNEL_TAPS);

const GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;

/**
 * Choose indices below `length` that are spread over all of them. Even steps could be a multiple of the number of bands,
 * and sample one band only.
 * @returns `most` indices; all if there are no more
 */
export function sampleIndices(most: number, length: number): number[] {
  if (length <= most) return Array.from({ length }, (_, n) => n);
  return Array.from({ length: most }, (_, n) => Math.floor(((n * GOLDEN_RATIO) % 1) * length));
}

/**
 * Return the values that a 3×3 kernel sees at up to 256 positions, with zeros beyond the ends.
 * @param activation [1, channels, frames, bands]
 * @param level by which the values are divided
 * @returns row-major [channels · 9, positions]
 */
export function samplePatches(
  { data, dims }: Tensor,
  level: number,
): { readonly patches: Float32Array; readonly positions: number } {
  const values = data as Float32Array;
  const [, channels, frames, bands] = dims as [number, number, number, number];
  const sampled = sampleIndices(MOST_PATCHES, frames * bands);
  const patches = new Float32Array(channels * KERNEL_TAPS * sampled.length);
  let next = 0;
  for (let channel = 0; channel < channels; channel++) {
    for (let tap = 0; tap < KERNEL_TAPS; tap++) {
      for (const position of sampled) {
        const frame = Math.floor(position / bands) + Math.floor(tap / KERNEL) - 1;
        const band = (position % bands) + (tap % KERNEL) - 1;
        const isInside = frame >= 0 && frame < frames && band >= 0 && band < bands;
        patches[next++] = isInside ? values[(channel * frames + frame) * bands + band]! / level : 0;
      }
    }
  }
  return { patches, positions: sampled.length };
}
