import { readFileSync } from 'node:fs';

interface WasmMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

/** What is used of WebAssembly, which Node has but `@types/node` does not describe. */
interface WasmEngine {
  readonly Memory: new (descriptor: { readonly initial: number }) => WasmMemory;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (
    module: object,
    imports: { readonly env: { readonly memory: WasmMemory } },
  ) => { readonly exports: unknown };
}

const engine = (globalThis as unknown as { readonly WebAssembly: WasmEngine }).WebAssembly;

/** Values that the kernel takes in one step; a row's length is a multiple of it. */
export const KERNEL_STEP = 32;

/** WebAssembly counts memory in pages of this many bytes. */
const PAGE_BYTES = 65_536;
/** Memory grows by at least this share of itself, so that a long load does not grow it row by row. */
const GROWTH = 1 / 8;

const MODULE = new engine.Module(readFileSync(new URL('./dot-kernel.wasm', import.meta.url)));

type Dot = (query: number, codes: number, rows: number, stride: number, out: number) => void;

/** The SIMD kernel of `dot-kernel.wat`, with a memory of its own. */
export class DotKernel {
  /**
   * Dot products of an int16 query with rows of int8 codes, as int32. Addresses are in bytes from the start of the memory.
   * At least one row; `stride`, the values in a row, is a multiple of `KERNEL_STEP`.
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

  /** The memory as it is now: `reserve` may put another in its place. */
  get memory(): ArrayBuffer {
    return this.#buffer;
  }

  /** Makes the memory at least this large. */
  reserve(bytes: number): void {
    const held = this.#buffer.byteLength;
    if (bytes <= held) return;
    this.#memory.grow(Math.ceil(Math.max(bytes - held, held * GROWTH) / PAGE_BYTES));
    this.#buffer = this.#memory.buffer;
  }
}
