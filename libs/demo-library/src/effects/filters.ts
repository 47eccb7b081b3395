import { SAMPLE_RATE } from '../audio/signal.ts';

/**
 * Two-pole filter that keeps its state while the cutoff moves.
 * Source: A. Simper, "Linear trapezoidal integrated SVF", 2013.
 */
export class StateVariableFilter {
  low = 0;
  band = 0;
  high = 0;
  #k = 1;
  #a1 = 0;
  #a2 = 0;
  #a3 = 0;
  #state1 = 0;
  #state2 = 0;

  constructor(cutoffHz: number, q = Math.SQRT1_2) {
    this.tune(cutoffHz, q);
  }

  /**
   * Set the cutoff.
   * @param cutoffHz limited to 0.45 times the sample rate
   */
  tune(cutoffHz: number, q = Math.SQRT1_2): void {
    const g = Math.tan((Math.PI * Math.min(cutoffHz, 0.45 * SAMPLE_RATE)) / SAMPLE_RATE);
    this.#k = 1 / q;
    this.#a1 = 1 / (1 + g * (g + this.#k));
    this.#a2 = g * this.#a1;
    this.#a3 = g * this.#a2;
  }

  /** Process one sample; the outputs are then in `low`, `band` (peak gain q) and `high`. */
  push(input: number): void {
    const v3 = input - this.#state2;
    this.band = this.#a1 * this.#state1 + this.#a2 * v3;
    this.low = this.#state2 + this.#a2 * this.#state1 + this.#a3 * v3;
    this.#state1 = 2 * this.band - this.#state1;
    this.#state2 = 2 * this.low - this.#state2;
    this.high = input - this.#k * this.band - this.low;
  }
}

/** Filter a signal in place. */
export function filterInPlace(
  signal: Float32Array,
  kind: 'low' | 'band' | 'high',
  cutoffHz: number,
  q?: number,
): Float32Array {
  const filter = new StateVariableFilter(cutoffHz, q);
  for (let i = 0; i < signal.length; i++) {
    filter.push(signal[i]!);
    signal[i] = kind === 'low' ? filter.low : kind === 'high' ? filter.high : filter.band;
  }
  return signal;
}

/** Resonances of the air in the box and of its plates, in Hz, typical of steel-string guitars. */
const BODY_MODES = [
  { hz: 102, q: 6, gain: 0.5 },
  { hz: 198, q: 8, gain: 0.5 },
  { hz: 405, q: 6, gain: 0.25 },
  { hz: 1150, q: 2, gain: 0.15 },
];

/** Add the resonances of a guitar's body, in place. */
export function addBodyResonance(signal: Float32Array): void {
  const modes = BODY_MODES.map(({ hz, q, gain }) => ({ filter: new StateVariableFilter(hz, q), gain: gain / q }));
  for (let i = 0; i < signal.length; i++) {
    const input = signal[i]!;
    let sum = 0;
    for (const { filter, gain } of modes) {
      filter.push(input);
      sum += gain * filter.band;
    }
    signal[i] = input + 4 * sum;
  }
}
