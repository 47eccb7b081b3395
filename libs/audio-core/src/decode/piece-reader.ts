import { Socket } from 'node:net';
import type { Readable } from 'node:stream';

/** A piece of a stream of bytes. */
export type Piece = Uint8Array<ArrayBuffer>;

/**
 * Reads the output of a child process in pieces of one size, which the system writes to directly. Node's streams
 * allocate 64 KB for each read, copy what came to new memory, and leave both to the garbage collector, which took more
 * processor time than everything else here. It reads one piece ahead, and then only as fast as pieces are taken.
 */
export class PieceReader {
  readonly #pieceBytes: number;
  /** Emits nothing but its end: the bytes arrive at `#add`. */
  readonly #source: Readable;
  readonly #free: Piece[] = [];
  /** Where the next bytes go. */
  #target: Piece;
  #filled = 0;
  /** Full pieces that nobody has taken: one, unless events overtake each other. */
  readonly #full: Piece[] = [];
  #isPaused = false;
  #isAtEnd = false;
  #error: Error | null = null;
  #lastReadAt = performance.now();
  #wake: (() => void) | null = null;

  /** @param output of a child process, which nothing else reads */
  constructor(output: Readable, pieceBytes: number) {
    this.#pieceBytes = pieceBytes;
    this.#target = new Uint8Array(pieceBytes);
    // A child's stream cannot be given a buffer, but another socket for its handle can. Neither property is documented, so
    // without them the bytes are copied from the stream.
    const handle: unknown = Reflect.get(output, '_handle');
    this.#source = handle ? this.#socketOf(handle) : output.on('data', (bytes: Uint8Array) => this.#copy(bytes));
    this.#source.on('end', () => this.#finish(null)).on('error', (error: Error) => this.#finish(error));
    // Without a reader of its own, a socket would not notice the end.
    this.#source.resume();
  }

  /** When bytes arrived last, as `performance.now()`. */
  get lastReadAt(): number {
    return this.#lastReadAt;
  }

  /**
   * Return the next piece, which then belongs to the caller; the last one is shorter.
   * @returns null at the end
   */
  async next(): Promise<Piece | null> {
    if (this.#full.length === 0 && !this.#isAtEnd) await new Promise<void>((resolve) => (this.#wake = resolve));
    if (this.#error) throw this.#error;
    const piece = this.#full.shift() ?? this.#takeRest();
    if (this.#isPaused) {
      this.#isPaused = false;
      this.#source.resume();
    }
    return piece;
  }

  /** Take back the memory of a piece that nothing needs any more, to read into it again. */
  recycle(memory: ArrayBuffer): void {
    if (memory.byteLength === this.#pieceBytes) this.#free.push(new Uint8Array(memory));
  }

  /** Stop reading. */
  close(): void {
    this.#source.destroy();
    this.#finish(null);
  }

  #socketOf(handle: unknown): Socket {
    const onread = {
      buffer: () => this.#target.subarray(this.#filled),
      callback: (bytes: number) => this.#add(bytes),
    };
    return Reflect.construct(Socket, [{ handle, writable: false, onread }]) as Socket;
  }

  #copy(bytes: Uint8Array): void {
    for (let taken = 0; taken < bytes.length;) {
      const part = bytes.subarray(taken, taken + this.#pieceBytes - this.#filled);
      this.#target.set(part, this.#filled);
      taken += part.length;
      if (!this.#add(part.length)) this.#source.pause();
    }
  }

  /** @returns whether to go on reading */
  #add(bytes: number): boolean {
    this.#lastReadAt = performance.now();
    this.#filled += bytes;
    if (this.#filled < this.#pieceBytes) return true;
    this.#full.push(this.#target);
    this.#target = this.#free.pop() ?? new Uint8Array(this.#pieceBytes);
    this.#filled = 0;
    this.#isPaused = this.#wake === null;
    this.#notify();
    return !this.#isPaused;
  }

  #takeRest(): Piece | null {
    if (this.#filled === 0) return null;
    const rest = this.#target.slice(0, this.#filled);
    this.#filled = 0;
    return rest;
  }

  #finish(error: Error | null): void {
    this.#error ??= error;
    this.#isAtEnd = true;
    this.#notify();
  }

  #notify(): void {
    this.#wake?.();
    this.#wake = null;
  }
}
