// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- every project that reads this file needs them
/// <reference path="./pffft.d.ts" />
import { readFileSync } from 'node:fs';
import loadPffft from '@echogarden/pffft-wasm/simd';

/** The part of WebAssembly that is used here: Node has it, but `@types/node` does not declare it. */
interface WasmEngine {
  readonly Memory: new (descriptor: { readonly initial: number }) => object;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: Readonly<Record<string, unknown>> };
}

/** The functions of `audio-kernel.wat`. */
export interface AudioKernel {
  frames(plan: number, samples: number, hop: number, count: number, mel: number): void;
  window(samples: number, window: number, out: number, count: number): void;
  logarithms(
    values: number,
    out: number,
    count: number,
    factor: number,
    offset: number,
    floor: number,
    scale: number,
  ): void;
  demote(values: number, out: number, count: number): void;
  peak(samples: number, count: number): number;
  promote(values: number, out: number, count: number): void;
  resample(
    samples: number,
    weights: number,
    length: number,
    phases: number,
    phase: number,
    index: number,
    step: number,
    origin: number,
    out: number,
    count: number,
  ): void;
}

/** PFFFT's constants of the transform. The kernel has that of the direction too. */
export const REAL = 0;
export const FORWARD = 0;

const engine = (globalThis as unknown as { readonly WebAssembly: WasmEngine }).WebAssembly;
const KERNEL = new engine.Module(readFileSync(new URL('./audio-kernel.wasm', import.meta.url)));

let memory: object | undefined;

/** PFFFT, whose memory the kernel shares, so that no spectrum is copied between the two. */
export const pffft = await loadPffft({
  instantiateWasm: (imports, ready) => {
    const file = new URL(import.meta.resolve('@echogarden/pffft-wasm/simd').replace(/\.js$/u, '.wasm'));
    const instance = new engine.Instance(new engine.Module(readFileSync(file)), imports);
    memory = Object.values(instance.exports).find((value) => value instanceof engine.Memory) as object;
    ready(instance);
    return instance.exports;
  },
});

export const audioKernel = new engine.Instance(KERNEL, { env: { memory, transform: transformFunction() } })
  .exports as unknown as AudioKernel;

/** Return the transform of PFFFT. Until the first call, the module has a JavaScript wrapper in its place. */
function transformFunction(): unknown {
  const size = 32;
  const [input, spectrum, work] = Array.from({ length: 3 }, () => reserve(size * Float32Array.BYTES_PER_ELEMENT));
  const setup = pffft._pffft_new_setup(size, REAL);
  pffft._pffft_transform_ordered(setup, input!, spectrum!, work!, FORWARD);
  return pffft._pffft_transform_ordered;
}

/** Reserve zeroed memory, which is never freed. @returns its address, aligned for SIMD */
export function reserve(bytes: number): number {
  const address = pffft._pffft_aligned_malloc(bytes);
  new Uint8Array(pffft.HEAPF32.buffer, address, bytes).fill(0);
  return address;
}

/** Return a view of the memory. It is valid until more memory is reserved. */
export function floatsAt(address: number, length: number): Float32Array {
  const start = address / Float32Array.BYTES_PER_ELEMENT;
  return pffft.HEAPF32.subarray(start, start + length);
}

/** Copy values to new memory. @returns their address */
export function store(values: Float32Array | Float64Array | Int32Array): number {
  const address = reserve(values.byteLength);
  new Uint8Array(pffft.HEAPF32.buffer, address, values.byteLength).set(
    new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
  );
  return address;
}
