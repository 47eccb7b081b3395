import { audioKernel, floatsAt, reserve } from './wasm-audio.ts';

/** Samples that the kernel scans at once: a multiple of its step. */
const BLOCK_SAMPLES = 8192;

const block = reserve(Float32Array.BYTES_PER_ELEMENT * BLOCK_SAMPLES);

/** Return the largest magnitude of some samples, 0 if there are none; NaN if one of them is NaN. */
export function peakOf(samples: Float32Array): number {
  let peak = 0;
  for (let start = 0; start < samples.length; start += BLOCK_SAMPLES) {
    const part = samples.subarray(start, start + BLOCK_SAMPLES);
    const memory = floatsAt(block, BLOCK_SAMPLES);
    memory.set(part);
    memory.fill(0, part.length);
    peak = Math.max(peak, audioKernel.peak(block, BLOCK_SAMPLES));
  }
  return peak;
}
