import { copyFrom, joinFrom, joinSamples } from '../features/join-samples.ts';
import type { TwoPieces } from '../features/join-samples.ts';
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
  /** Number of filters: those for the fractions of an input sample that occur, in the order of the outputs. */
  readonly phases: number;
  /** Addresses of the filters, of the input as float32 and as float64, and of the output. */
  readonly weightsAt: number;
  readonly inputAt: number;
  readonly samplesAt: number;
  readonly outputAt: number;
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
  #rest: Float32Array;
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
    this.#rest = new Float32Array(this.#halfLength);
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
    const input = [this.#rest, samples] as const;
    const end = this.#start + this.#rest.length + samples.length;
    // The last one needs the samples up to halfLength after its position.
    const last = Math.floor((end - this.#halfLength - 1) / this.#step);
    const output = new Float32Array(Math.max(0, last - this.#outputs + 1));
    if (output.length > 0) this.#resample(input, output);
    this.#outputs += output.length;
    const next = Math.max(0, Math.floor(this.#outputs * this.#step) - this.#halfLength + 1 - this.#start);
    this.#start += next;
    this.#rest = joinFrom(input, next);
    return output;
  }

  #resample(input: TwoPieces, output: Float32Array): void {
    const { length, phases, weightsAt, inputAt, samplesAt, outputAt } = this.#filters;
    const inputLength = input[0].length + input[1].length;
    // Beyond the end of the input the kernel multiplies by zero: there must be no NaN of earlier samples.
    const count = kernelLength(inputLength) + KERNEL_STEP;
    const memory = floatsAt(inputAt, count);
    copyFrom(input, 0, memory.subarray(0, inputLength));
    memory.fill(0, inputLength);
    audioKernel.promote(inputAt, samplesAt, count);
    const origin = this.#halfLength - 1 + this.#start;
    audioKernel.resample(
      samplesAt,
      weightsAt,
      length,
      phases,
      this.#outputs % phases,
      this.#outputs,
      this.#step,
      origin,
      outputAt,
      output.length,
    );
    output.set(floatsAt(outputAt, output.length));
  }

  #createFilters(inputRate: number, outputRate: number): Filters {
    const phases = outputRate / greatestCommonDivisor(inputRate, outputRate);
    const length = kernelLength(2 * this.#halfLength);
    const weights = new Float64Array(phases * length);
    for (let phase = 0; phase < phases; phase++) weights.set(this.#filter((phase * this.#step) % 1), phase * length);
    const samples = kernelLength(BLOCK_SAMPLES + 2 * (length + Math.ceil(this.#step)));
    return {
      length,
      phases,
      weightsAt: store(weights),
      inputAt: reserve(Float32Array.BYTES_PER_ELEMENT * samples),
      samplesAt: reserve(Float64Array.BYTES_PER_ELEMENT * samples),
      outputAt: reserve(Float32Array.BYTES_PER_ELEMENT * samples),
    };
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

/** Return the next multiple of the kernel's step. */
function kernelLength(values: number): number {
  return KERNEL_STEP * Math.ceil(values / KERNEL_STEP);
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
