import { setImmediate } from 'node:timers/promises';
import { LogMelStream } from '@soundalike/audio-core';
import type { LogMelOptions } from '@soundalike/audio-core';

/** Coarse features: they distinguish an intro from a chorus, and are fast to compute. */
export const FEATURES: LogMelOptions = {
  sampleRate: 16_000,
  fftSize: 1024,
  hopLength: 500,
  melBands: 40,
  minFrequency: 50,
  maxFrequency: 8000,
  padding: 'zero',
  compression: 'decibel',
};

/**
 * Compute the mean log-mel spectrum of each second of audio.
 * @param pieces mono, at 16 kHz, one second each; the last may be shorter
 * @param maxSeconds the rest is ignored
 */
export async function meanSpectra(pieces: AsyncIterable<Float32Array>, maxSeconds: number): Promise<Float32Array[]> {
  const stream = new LogMelStream(FEATURES);
  const seconds: Float32Array[] = [];
  for await (const piece of pieces) {
    const frames = stream.push(piece);
    if (frames.length > 0) seconds.push(meanOf(frames));
    if (seconds.length === maxSeconds) break;
    // The process must answer Discord in between.
    await setImmediate();
  }
  return seconds;
}

function meanOf(frames: Float32Array): Float32Array {
  const { melBands } = FEATURES;
  const count = frames.length / melBands;
  const mean = new Float32Array(melBands);
  frames.forEach((value, n) => (mean[n % melBands]! += value / count));
  return mean;
}

/**
 * Find the window of a track that sounds most like the entire track: the one whose seconds are on average nearest
 * to the track's mean log-mel spectrum, by Euclidean distance. Intros and breaks are skipped.
 * @param seconds mean log-mel spectrum of each second
 * @param length of the window in seconds
 * @returns the second at which the window starts; the first of equal ones; 0 if the track is not longer than the window
 */
export function typicalWindow(seconds: readonly Float32Array[], length: number): number {
  const mean = new Float64Array(seconds[0]?.length ?? 0);
  for (const second of seconds) second.forEach((value, band) => (mean[band]! += value / seconds.length));
  const distances = seconds.map((second) => Math.hypot(...mean.map((value, band) => second[band]! - value)));

  let sum = distances.slice(0, length).reduce((total, distance) => total + distance, 0);
  let best = { start: 0, sum };
  for (let start = 1; start + length <= distances.length; start++) {
    sum += distances[start + length - 1]! - distances[start - 1]!;
    // A difference that is only rounding does not justify a later start.
    if (sum < best.sum - 1e-9 * distances.length) best = { start, sum };
  }
  return best.start;
}
