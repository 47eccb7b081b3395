import type { Random } from '../random/random.ts';

/** Return the frequency of a MIDI note in Hz, A4 = 69 = 440 Hz, equal temperament. */
export function frequencyOf(midi: number): number {
  return 440 * 2 ** ((midi - 69) / 12);
}

/** Scales, in semitones above the tonic. */
export const SCALES = {
  major: [0, 2, 4, 5, 7, 9, 11],
  minor: [0, 2, 3, 5, 7, 8, 10],
  dorian: [0, 2, 3, 5, 7, 9, 10],
  mixolydian: [0, 2, 4, 5, 7, 9, 10],
} as const satisfies Record<string, readonly number[]>;

/** A tonic and a scale. Notes are degrees: 0 is the tonic, 7 the tonic an octave higher, -1 the note below. */
export class Key {
  readonly #tonic: number;
  readonly #scale: readonly number[];

  /** @param tonic MIDI note of degree 0 */
  constructor(tonic: number, scale: keyof typeof SCALES) {
    this.#tonic = tonic;
    this.#scale = SCALES[scale];
  }

  /** Return the MIDI note of a degree of the scale. */
  note(degree: number): number {
    const octave = Math.floor(degree / this.#scale.length);
    return this.#tonic + 12 * octave + this.#scale[degree - octave * this.#scale.length]!;
  }
}

/** Choose a key whose tonic is one of the twelve notes from the given one up. */
export function anyKey(random: Random, lowestTonic: number, scales: readonly (keyof typeof SCALES)[]): Key {
  return new Key(lowestTonic + random.integer(0, 11), random.pick(scales));
}

/** Common chord progressions, as degrees of the roots, one chord per bar. */
export const PROGRESSIONS: readonly (readonly number[])[] = [
  [0, 4, 5, 3],
  [5, 3, 0, 4],
  [0, 5, 3, 4],
  [0, 3, 1, 4],
  [0, 2, 3, 4],
  [0, 4, 1, 3],
];

/** Return the degrees of the triad on a root. */
export function triad(root: number): number[] {
  return [root, root + 2, root + 4];
}

/** Return the degrees of the seventh chord on a root. */
export function seventh(root: number): number[] {
  return [root, root + 2, root + 4, root + 6];
}

/** Move each note by octaves of the scale as near to the centre as possible, so that chords connect smoothly. */
export function closePosition(chord: readonly number[], centre: number): number[] {
  return chord.map((degree) => degree - 7 * Math.round((degree - centre) / 7)).sort((a, b) => a - b);
}
