import type { SpaceResult } from '../judge/evaluation.ts';
import type { Estimate } from '../metrics/estimates.ts';

/** Format as `0.510 [0.430, 0.600]`. */
export function withInterval({ value, low, high }: Estimate): string {
  return `${plain(value)} [${plain(low)}, ${plain(high)}]`;
}

/** Format as `+0.020 [−0.010, +0.050]`; `–` for none. */
export function signedWithInterval(estimate: Estimate | null): string {
  return estimate === null ? '–' : `${signed(estimate.value)} [${signed(estimate.low)}, ${signed(estimate.high)}]`;
}

/** Format with three digits after the point. */
export function plain(value: number): string {
  return value.toFixed(3).replace('-', '−');
}

/** Name a space in one line: `musicnn f32, whole track, z-scores`. */
export function spaceName({ model, vector, standardisation, rescaling }: SpaceResult): string {
  return [
    model,
    vector,
    ...(standardisation === 'as is' ? [] : [standardisation]),
    ...(rescaling ? [rescaling] : []),
  ].join(', ');
}

function signed(value: number): string {
  return `${value < 0 ? '' : '+'}${plain(value)}`;
}
