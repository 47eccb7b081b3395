import { setImmediate } from 'node:timers/promises';
import { LogMelStream } from '@soundalike/audio-core';
import type { LogMelOptions } from '@soundalike/audio-core';

/** Enough to tell an intro from a chorus, and quick. */
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
 * Mean log-mel spectrum of each second of audio.
 * @param pieces mono, at 16 kHz, one second each; the last may be shorter
 * @param maxSeconds the rest is not listened to
 */
export async function meanSpectra(pieces: AsyncIterable<Float32Array>, maxSeconds: number): Promise<Float32Array[]> {
  const stream = new LogMelStream(FEATURES);
  const seconds: Float32Array[] = [];
  for await (const piece of pieces) {
    const frames = stream.push(piece);
    if (frames.length > 0) seconds.push(meanOf(frames));
    if (seconds.length === maxSeconds) break;
    // The process has Discord to listen to meanwhile.
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
