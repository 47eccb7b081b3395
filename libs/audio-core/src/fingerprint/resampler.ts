import { joinSamples } from '../features/join-samples.ts';
import { audioKernel, floatsAt, reserve, store } from '../features/wasm-audio.ts';

/** Zero crossings of the filter on each side. */
const CROSSINGS = 12;

/** Middle of the transition band, in shares of the output's Nyquist frequency. */
const CUTOFF = 0.85;

/** Most input samples that are resampled at once. */
const BLOCK_SAMPLES = 16_384;

/** Values that the kernel processes in one step. */
const KERNEL_STEP = 4;

/** What resampling between two rates needs, in the memory of `wasm-audio.ts`, which is never freed. */
interface Filters {
  /** Weights of each filter: a multiple of `KERNEL_STEP`, the last ones 0. */
  readonly length: number;
  /** Addresses of the filters for the fractions of an input sample that occur. */
  readonly phases: readonly number[];
  /** Address of the input. */
  readonly input: number;
}

const filtersByRates = new Map<string, Filters>();

/**
 * Lowers the sample rate of a stream by a windowed-sinc filter (J. O. Smith, "Digital Audio Resampling"). Before the
 * stream there is silence. The result does not depend on how the samples are split.
 */
export class Resampler {
  /** Input samples from one output to the next. */
  readonly #step: number;
  readonly #halfLength: number;
  readonly #filters: Filters;
  /** Input samples from `#start` on. */
  #buffer: Float32Array;
  #start: number;
  #outputs = 0;

  /** @param inputRate Hz, not below `outputRate` @param outputRate Hz */
  constructor(inputRate: number, outputRate: number) {
    this.#step = inputRate / outputRate;
    this.#halfLength = Math.ceil((CROSSINGS * this.#step) / CUTOFF);
    const key = `${inputRate} ${outputRate}`;
    this.#filters = filtersByRates.get(key) ?? this.#createFilters(inputRate, outputRate);
    filtersByRates.set(key, this.#filters);
    this.#start = -this.#halfLength;
    this.#buffer = new Float32Array(this.#halfLength);
  }

  /** Add samples. @returns the output samples whose input is complete */
  push(samples: Float32Array): Float32Array {
    if (samples.length <= BLOCK_SAMPLES) return this.#pushBlock(samples);
    const blocks: Float32Array[] = [];
    for (let start = 0; start < samples.length; start += BLOCK_SAMPLES)
      blocks.push(this.#pushBlock(samples.subarray(start, start + BLOCK_SAMPLES)));
    return joinSamples(blocks);
  }

  #pushBlock(samples: Float32Array): Float32Array {
    const input = joinSamples([this.#buffer, samples]);
    const end = this.#start + input.length;
    // The last one needs the samples up to halfLength after its position.
    const last = Math.floor((end - this.#halfLength - 1) / this.#step);
    const output = new Float32Array(Math.max(0, last - this.#outputs + 1));
    floatsAt(this.#filters.input, input.length).set(input);
    for (let n = 0; n < output.length; n++) output[n] = this.#interpolate(this.#outputs + n);
    this.#outputs += output.length;
    const next = Math.floor(this.#outputs * this.#step) - this.#halfLength + 1 - this.#start;
    this.#start += Math.max(0, next);
    this.#buffer = input.slice(Math.max(0, next));
    return output;
  }

  #interpolate(index: number): number {
    const { phases, length, input } = this.#filters;
    const first = Math.floor(index * this.#step) - this.#halfLength + 1 - this.#start;
    return audioKernel.dot(phases[index % phases.length]!, input + Float32Array.BYTES_PER_ELEMENT * first, length);
  }

  #createFilters(inputRate: number, outputRate: number): Filters {
    const count = outputRate / greatestCommonDivisor(inputRate, outputRate);
    const length = KERNEL_STEP * Math.ceil((2 * this.#halfLength) / KERNEL_STEP);
    const phases = Array.from({ length: count }, (_, phase) => {
      const weights = new Float32Array(length);
      weights.set(this.#filter((phase * this.#step) % 1));
      return store(weights);
    });
    // Beyond the end of the input the kernel multiplies by zero.
    const samples = BLOCK_SAMPLES + 2 * (length + Math.ceil(this.#step));
    return { length, phases, input: reserve(Float32Array.BYTES_PER_ELEMENT * samples) };
  }

  /** Return the weights of the samples around a position that is `fraction` after an input sample; their sum is 1. */
  #filter(fraction: number): Float32Array {
    const half = this.#halfLength;
    const weights = Float64Array.from({ length: 2 * half }, (_, n) => {
      const distance = n - half + 1 - fraction;
      const x = (Math.PI * CUTOFF * distance) / this.#step;
      const sinc = x === 0 ? 1 : Math.sin(x) / x;
      return sinc * Math.cos((Math.PI * distance) / (2 * half)) ** 2;
    });
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return Float32Array.from(weights, (weight) => weight / total);
  }
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
