import { createHash } from 'node:crypto';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Random choices that are the same on every run and every machine. */
export class Random {
  readonly #generator;

  /** @param name equal names give equal streams */
  constructor(name: string) {
    this.#generator = xoroshiro128plus(createHash('sha256').update(name).digest().readInt32LE());
  }

  /** Return a number, uniform in [low, high). */
  between(low: number, high: number): number {
    return low + ((high - low) * (this.#generator.next() >>> 0)) / 2 ** 32;
  }

  /** Return an integer, uniform in [low, high], both included. */
  integer(low: number, high: number): number {
    return Math.floor(this.between(low, high + 1));
  }

  /** Return a sample of white noise, uniform in [-1, 1). */
  noise(): number {
    return this.#generator.next() / 2 ** 31;
  }

  /** Return true with the given probability. */
  chance(probability: number): boolean {
    return this.between(0, 1) < probability;
  }

  /** Return a random element. */
  pick<T>(list: readonly T[]): T {
    return list[this.integer(0, list.length - 1)] as T;
  }
}
