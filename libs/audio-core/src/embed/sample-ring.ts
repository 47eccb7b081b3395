/** Positions, in samples since the start. They overflow together, so their difference is right. */
const WRITTEN = 0;
const READ = 1;
const POSITIONS = 2;

/** Largest piece that is read at once, in samples. */
const MAX_PIECE = 16_384;

/** Share of the ring that is filled before a reader is woken: to wake a thread costs more than to read a piece. */
const READABLE_SHARE = 1 / 16;

/** Memory of a ring, which threads share. */
export interface RingMemory {
  readonly positions: Int32Array<SharedArrayBuffer>;
  readonly samples: Float32Array<SharedArrayBuffer>;
}

/** @param capacity least number of samples that it holds */
export function ringMemory(capacity: number): RingMemory {
  const length = 2 ** Math.ceil(Math.log2(capacity));
  return {
    positions: new Int32Array(new SharedArrayBuffer(POSITIONS * Int32Array.BYTES_PER_ELEMENT)),
    samples: new Float32Array(new SharedArrayBuffer(length * Float32Array.BYTES_PER_ELEMENT)),
  };
}

/**
 * A queue of samples from one thread to another in memory that both share. Messages would cost 0.1 s of processor time
 * for a track of three minutes. A side that waits leaves its thread free.
 */
export class SampleRing {
  readonly #positions: Int32Array<SharedArrayBuffer>;
  readonly #samples: Float32Array<SharedArrayBuffer>;

  constructor({ positions, samples }: RingMemory) {
    this.#positions = positions;
    this.#samples = samples;
  }

  /** Forget all samples. Neither side may use it meanwhile. */
  clear(): void {
    this.#positions.fill(0);
  }

  /** Write samples, and wait for room if it is full. Those that do not fit are dropped after an abort. */
  async write(samples: Float32Array, signal: AbortSignal): Promise<void> {
    const { length } = this.#samples;
    for (let taken = 0; taken < samples.length;) {
      const read = Atomics.load(this.#positions, READ);
      const written = this.#positions[WRITTEN]!;
      const room = length - ((written - read) | 0);
      if (room === 0) {
        if (signal.aborted) return;
        await this.#change(READ, read);
        continue;
      }
      const start = (written >>> 0) % length;
      const part = samples.subarray(taken, taken + Math.min(room, length - start));
      this.#samples.set(part, start);
      taken += part.length;
      Atomics.add(this.#positions, WRITTEN, part.length);
      const held = length - room + part.length;
      if (held >= length * READABLE_SHARE) Atomics.notify(this.#positions, WRITTEN);
    }
  }

  /** Wake both sides: the end, or an abort. */
  wake(): void {
    Atomics.notify(this.#positions, WRITTEN);
    Atomics.notify(this.#positions, READ);
  }

  /** Return the next samples, empty if there are none; they are valid until `release`. */
  peek(): Float32Array<SharedArrayBuffer> {
    const { length } = this.#samples;
    const read = this.#positions[READ]!;
    const start = (read >>> 0) % length;
    const available = (Atomics.load(this.#positions, WRITTEN) - read) | 0;
    return this.#samples.subarray(start, start + Math.min(available, length - start, MAX_PIECE));
  }

  /** Give back the room of samples that `peek` has returned. The writer goes on when half of the ring is free. */
  release(count: number): void {
    Atomics.add(this.#positions, READ, count);
    const held = (Atomics.load(this.#positions, WRITTEN) - this.#positions[READ]!) | 0;
    if (held <= this.#samples.length / 2) Atomics.notify(this.#positions, READ);
  }

  /** Wait until there are samples, usually several pieces, or `wake` is called. */
  async readable(): Promise<void> {
    const read = this.#positions[READ]!;
    if (Atomics.load(this.#positions, WRITTEN) === read) await this.#change(WRITTEN, read);
  }

  /** Wait until a position is not `value` any more and the other side says so. */
  async #change(position: number, value: number): Promise<void> {
    await Atomics.waitAsync(this.#positions, position, value).value;
  }
}
