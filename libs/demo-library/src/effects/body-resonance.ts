import { StateVariableFilter } from './state-variable-filter.ts';

/** The air in the box and the main modes of its plates, Hz, as measured on many steel-string guitars. */
const MODES = [
  { hz: 102, q: 6, gain: 0.5 },
  { hz: 198, q: 8, gain: 0.5 },
  { hz: 405, q: 6, gain: 0.25 },
  { hz: 1150, q: 2, gain: 0.15 },
];

/** Adds what the box of a guitar adds to its strings, in place. */
export function addBodyResonance(signal: Float32Array): void {
  const modes = MODES.map(({ hz, q, gain }) => ({ filter: new StateVariableFilter(hz, q), gain: gain / q }));
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
