import type { Random } from '../random/random.ts';

/** A random melody within a compass: mostly small steps, and notes of the chord on strong beats. */
export class Melody {
  readonly #random: Random;
  readonly #low: number;
  readonly #high: number;
  #degree: number;

  /** @param low lowest degree @param high highest degree */
  constructor(random: Random, low: number, high: number) {
    this.#random = random;
    this.#low = low;
    this.#high = high;
    this.#degree = Math.round((low + high) / 2);
  }

  /** Return the next degree: the note of the chord nearest to a random step. */
  onChord(chord: readonly number[]): number {
    const wanted = this.#degree + this.#random.integer(-3, 3);
    const candidates = chord.flatMap((tone) => [-14, -7, 0, 7, 14, 21].map((shift) => tone + shift));
    const inside = candidates.filter((degree) => degree >= this.#low && degree <= this.#high);
    this.#degree = inside.reduce((best, degree) =>
      Math.abs(degree - wanted) < Math.abs(best - wanted) ? degree : best,
    );
    return this.#degree;
  }

  /** Return the next degree: a step, rarely a third, reversed at the ends of the compass. */
  step(): number {
    const move = this.#random.pick([-2, -1, -1, 1, 1, 2]);
    const next = this.#degree + move;
    this.#degree = next < this.#low || next > this.#high ? this.#degree - move : next;
    return this.#degree;
  }
}
