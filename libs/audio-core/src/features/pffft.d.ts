declare module '@echogarden/pffft-wasm/simd' {
  /** PFFFT in WebAssembly memory; addresses are in bytes. */
  export interface Pffft {
    /** All of its memory as floats; another array after it has grown. */
    readonly HEAPF32: Float32Array;
    /** @returns address, aligned for SIMD */
    _pffft_aligned_malloc(bytes: number): number;
    /** @returns 0 for a size it cannot do */
    _pffft_new_setup(size: number, transform: number): number;
    /** Bins in order: re and im of 1 to size/2 − 1 at 2·bin, and at the start the real bins 0 and size/2. */
    _pffft_transform_ordered(setup: number, input: number, output: number, work: number, direction: number): void;
  }
  export default function load(): Promise<Pffft>;
}
