/** Zero crossings of the filter on each side. */
const CROSSINGS = 12;

/** Middle of the transition band, in shares of the output's Nyquist frequency. */
const CUTOFF = 0.85;

/**
 * Lowers the sample rate of a stream by a windowed-sinc filter (J. O. Smith, "Digital Audio Resampling"). Before the
 * stream there is silence. The result does not depend on how the samples are split.
 */
export class Resampler {
  /** Input samples from one output to the next. */
  readonly #step: number;
  readonly #halfLength: number;
  /** Filters for the fractions of an input sample that occur, each of 2 · halfLength weights. */
  readonly #phases: readonly Float32Array[];
  /** Input samples from `#start` on. */
  #buffer: Float32Array;
  #start: number;
  #outputs = 0;

  /** @param inputRate Hz, not below `outputRate` @param outputRate Hz */
  constructor(inputRate: number, outputRate: number) {
    this.#step = inputRate / outputRate;
    this.#halfLength = Math.ceil((CROSSINGS * this.#step) / CUTOFF);
    const phases = outputRate / greatestCommonDivisor(inputRate, outputRate);
    this.#phases = Array.from({ length: phases }, (_, phase) => this.#filter(((phase * this.#step) % 1) + 0));
    this.#start = -this.#halfLength;
    this.#buffer = new Float32Array(this.#halfLength);
  }

  /** Add samples. @returns the output samples whose input is complete */
  push(samples: Float32Array): Float32Array {
    const input = new Float32Array(this.#buffer.length + samples.length);
    input.set(this.#buffer);
    input.set(samples, this.#buffer.length);
    const end = this.#start + input.length;
    // The last one needs the samples up to halfLength after its position.
    const last = Math.floor((end - this.#halfLength - 1) / this.#step);
    const output = new Float32Array(Math.max(0, last - this.#outputs + 1));
    for (let n = 0; n < output.length; n++) output[n] = this.#interpolate(input, this.#outputs + n);
    this.#outputs += output.length;
    const next = Math.floor(this.#outputs * this.#step) - this.#halfLength + 1 - this.#start;
    this.#start += Math.max(0, next);
    this.#buffer = input.slice(Math.max(0, next));
    return output;
  }

  #interpolate(input: Float32Array, index: number): number {
    const weights = this.#phases[index % this.#phases.length]!;
    const first = Math.floor(index * this.#step) - this.#halfLength + 1 - this.#start;
    let sum = 0;
    for (let n = 0; n < weights.length; n++) sum += weights[n]! * input[first + n]!;
    return sum;
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
