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

/** WebAssembly counts memory in pages of this many bytes. */
const PAGE_BYTES = 65_536;
/** Memory grows by at least this share, so that a long load does not grow it row by row. */
const GROWTH = 1 / 8;

const MODULE = new engine.Module(readFileSync(new URL('./dot-kernel.wasm', import.meta.url)));

type Dot = (query: number, codes: number, rows: number, stride: number, out: number) => void;

/** The SIMD kernel of `dot-kernel.wat`, with its own memory. */
export class DotKernel {
  /**
   * Compute the dot products of an int16 query with rows of int8 codes, as int32. Addresses are in bytes from the start
   * of the memory. At least one row; `stride`, the values per row, is a multiple of `KERNEL_STEP`.
   */
  readonly dot: Dot;
  readonly #memory: WasmMemory;
  #buffer: ArrayBuffer;

  constructor(bytes: number) {
    this.#memory = new engine.Memory({ initial: Math.ceil(bytes / PAGE_BYTES) });
    this.#buffer = this.#memory.buffer;
    const { exports } = new engine.Instance(MODULE, { env: { memory: this.#memory } });
    this.dot = (exports as { readonly dot: Dot }).dot;
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
