import { readFileSync } from 'node:fs';

interface WasmMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

/** The part of WebAssembly that is used here: Node has it, but `@types/node` does not declare it. */
interface WasmEngine {
  readonly Memory: new (descriptor: { readonly initial: number }) => WasmMemory;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (
    module: object,
    imports: { readonly env: { readonly memory: WasmMemory } },
  ) => { readonly exports: unknown };
}

const engine = (globalThis as unknown as { readonly WebAssembly: WasmEngine }).WebAssembly;

/** Values that the kernel processes in one step; the length of a row is a multiple of it. */
export const KERNEL_STEP = 32;
/** The number of rows is a multiple of this. */
export const KERNEL_ROWS = 4;
/** Queries that `dot4` processes at once. */
export const KERNEL_QUERIES = 4;
/** Adjacent values of one query in the memory of `dot4`. */
export const KERNEL_INTERLEAVE = 16;

/** WebAssembly counts memory in pages of this many bytes. */
const PAGE_BYTES = 65_536;
/** Memory grows by at least this share, so that a long load does not grow it row by row. */
const GROWTH = 1 / 8;

const MODULE = new engine.Module(readFileSync(new URL('./dot-kernel.wasm', import.meta.url)));

type Dot = (queries: number, codes: number, rows: number, stride: number, out: number) => void;

/** The SIMD kernel of `dot-kernel.wat`, with its own memory. */
export class DotKernel {
  /**
   * Compute the dot products of a query, of values from 0 to 127, with rows of codes, from −127 to 127, as int32.
   * Addresses are in bytes from the start of the memory. `rows`, at least one, is a multiple of `KERNEL_ROWS`; `stride`,
   * the values per row, is a multiple of `KERNEL_STEP`.
   */
  readonly dot: Dot;
  /**
   * As `dot`, with four queries, of which the first has its first 16 values, then the second, and so on. The results of a
   * row follow one another.
   */
  readonly dot4: Dot;
  readonly #memory: WasmMemory;
  #buffer: ArrayBuffer;

  constructor(bytes: number) {
    this.#memory = new engine.Memory({ initial: Math.ceil(bytes / PAGE_BYTES) });
    this.#buffer = this.#memory.buffer;
    const { exports } = new engine.Instance(MODULE, { env: { memory: this.#memory } });
    ({ dot: this.dot, dot4: this.dot4 } = exports as { readonly dot: Dot; readonly dot4: Dot });
  }

  /** The current memory: `reserve` may replace it. */
  get memory(): ArrayBuffer {
    return this.#buffer;
  }

  /** Grow the memory to at least this many bytes. */
  reserve(bytes: number): void {
    const size = this.#buffer.byteLength;
    if (bytes <= size) return;
    this.#memory.grow(Math.ceil(Math.max(bytes - size, size * GROWTH) / PAGE_BYTES));
    this.#buffer = this.#memory.buffer;
  }
}
