import type { Random } from '../random/random.ts';

/** Semitones above the tonic. */
export const SCALES = {
  major: [0, 2, 4, 5, 7, 9, 11],
  minor: [0, 2, 3, 5, 7, 8, 10],
  dorian: [0, 2, 3, 5, 7, 9, 10],
  mixolydian: [0, 2, 4, 5, 7, 9, 10],
} as const satisfies Record<string, readonly number[]>;

/** A tonic and a scale: notes are named by degree, 0 being the tonic, 7 the tonic an octave up, -1 the note below. */
export class Key {
  readonly #tonic: number;
  readonly #scale: readonly number[];

  /** @param tonic MIDI note of degree 0 */
  constructor(tonic: number, scale: keyof typeof SCALES) {
    this.#tonic = tonic;
    this.#scale = SCALES[scale];
  }

  /** MIDI note of a degree of the scale. */
  note(degree: number): number {
    const octave = Math.floor(degree / this.#scale.length);
    return this.#tonic + 12 * octave + this.#scale[degree - octave * this.#scale.length]!;
  }
}

/** A key whose tonic is one of the twelve notes from the given one up. */
export function anyKey(random: Random, lowestTonic: number, scales: readonly (keyof typeof SCALES)[]): Key {
  return new Key(lowestTonic + random.integer(0, 11), random.pick(scales));
}
