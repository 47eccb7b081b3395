declare module '@echogarden/pffft-wasm/simd' {
  /** PFFFT in WebAssembly memory. Addresses are in bytes. */
  export interface Pffft {
    /** Its entire memory as floats; a different array after it has grown. */
    readonly HEAPF32: Float32Array;
    /** @returns address, aligned for SIMD */
    _pffft_aligned_malloc(bytes: number): number;
    /** @returns 0 for an unsupported size */
    _pffft_new_setup(size: number, transform: number): number;
    /** The output has re and im of bins 1 to size/2 − 1 at 2·bin, and at the start the real bins 0 and size/2. */
    readonly _pffft_transform_ordered: (
      setup: number,
      input: number,
      output: number,
      work: number,
      direction: number,
    ) => void;
  }
  /** Options of an Emscripten module. */
  export interface LoadOptions {
    /** Compiles the module instead of Emscripten, and passes the instance on. @returns its exports */
    instantiateWasm?(imports: object, ready: (instance: object) => void): object;
  }
  export default function load(options?: LoadOptions): Promise<Pffft>;
}
