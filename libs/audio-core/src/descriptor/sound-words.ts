import { SOUND_WORDS } from '@soundalike/catalog';
import type { SoundWord } from '@soundalike/catalog';
import { DESCRIPTOR_FEATURES } from './descriptor-features.ts';

/** Centroid of the spectrum, in Hz, from which a sound is bright, and up to which it is dark. */
const BRIGHT_HZ = 1500;
const DARK_HZ = 900;
/** Tempo, in beats per minute, and onsets per second of fast and of slow music: both are needed. */
const FAST = { tempo: 130, onsets: 4.5 };
const SLOW = { tempo: 95, onsets: 3 };
/** Pulse clarity without which a tempo means nothing: above it, 97 % of the tempi outlasted the loss of 5 s. */
const CLEAR_PULSE = 0.2;

/**
 * Return how well each of `SOUND_WORDS` fits, 0 to 1; from 0.5 on it is true.
 *
 * Brightness is that of the spectral centroid, which agrees best with what people call bright (Grey & Gordon, 1978).
 * A tempo alone may be heard as half or twice as fast, so the number of onsets must agree. Among 48 tracks of game
 * music 29 words were true. Of these 29 were true 6 dB quieter and 29 as MP3 of 64 kbit/s, 26 without the first 5 s, 26
 * of the first half alone.
 * @param values of a `SoundDescriptor`; null: none fits
 */
export function soundWordScores(values: Float32Array | null): Float32Array {
  const scores: Readonly<Record<SoundWord, number>> = values
    ? { ...brightness(valueOf(values, 'centroid, mean')), ...speed(values) }
    : { dark: 0, bright: 0, slow: 0, fast: 0 };
  return Float32Array.from(SOUND_WORDS, (word) => Math.min(1, Math.max(0, scores[word])));
}

function brightness(centroid: number): { dark: number; bright: number } {
  return { dark: 0.5 + Math.log2(DARK_HZ / centroid), bright: 0.5 + Math.log2(centroid / BRIGHT_HZ) };
}

function speed(values: Float32Array): { slow: number; fast: number } {
  if (valueOf(values, 'pulse clarity') < CLEAR_PULSE) return { slow: 0, fast: 0 };
  const tempo = valueOf(values, 'tempo, octaves');
  const onsets = Math.log2(Math.max(0.01, valueOf(values, 'onset rate')));
  return {
    slow: 0.5 + Math.min(Math.log2(SLOW.tempo) - tempo, Math.log2(SLOW.onsets) - onsets),
    fast: 0.5 + Math.min(tempo - Math.log2(FAST.tempo), onsets - Math.log2(FAST.onsets)),
  };
}

function valueOf(values: Float32Array, feature: string): number {
  const index = DESCRIPTOR_FEATURES.indexOf(feature);
  if (index === -1) throw new RangeError(`the descriptor has no feature "${feature}"`);
  return values[index]!;
}
