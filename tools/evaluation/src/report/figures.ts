import type { SpaceResult } from '../judge/evaluation.ts';
import type { Estimate } from '../metrics/bootstrap.ts';

/** `0.51 [0.43, 0.60]` */
export function withInterval({ value, low, high }: Estimate): string {
  return `${plain(value)} [${plain(low)}, ${plain(high)}]`;
}

/** `+0.02 [−0.01, +0.05]`; `–` for none. */
export function signedWithInterval(estimate: Estimate | null): string {
  return estimate === null ? '–' : `${signed(estimate.value)} [${signed(estimate.low)}, ${signed(estimate.high)}]`;
}

/** Three digits after the point. */
export function plain(value: number): string {
  return value.toFixed(3).replace('-', '−');
}

/** A space in one line: `musicnn f32, whole track, z-scores`. */
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
