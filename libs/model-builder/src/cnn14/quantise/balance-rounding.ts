import { KERNEL_TAPS, pairExcess, WEIGHT_LEVELS } from './weight-pairs.ts';

/**
 * Round some of a filter's weights to the other side, so that the errors of each kernel add up to half a step at most.
 * Then move some kernels by another step, so that the errors of the filter, weighted by the channels' means, add up to
 * nearly zero. Errors stay if the weights of a pair are at their limit. The taps of a kernel see nearly the same values
 * of a channel, and channels get louder together, so these sums are most of the effect of rounding on the output. Guo
 * et al., "SQuant: On-the-Fly Data-Free Quantization via Diagonal Hessian Approximation" (2022), with the channels'
 * means instead of equal ones.
 * @param weights of one output, row-major [inputs, 9]
 * @param rounded `weights / scale`, rounded; changed in place, within the limit of pairs
 * @param channelMeans mean of each input channel over music, in any unit
 */
export function balanceRounding(
  weights: Float32Array,
  scale: number,
  rounded: Int8Array,
  channelMeans: Float32Array,
): void {
  const filter = { weights, scale, rounded };
  const errors = Float64Array.from(channelMeans, (_, kernel) => balanceKernel(filter, kernel));
  let total = errors.reduce((sum, error, kernel) => sum + error * channelMeans[kernel]!, 0);
  const direction = total > 0 ? -1 : 1;
  // Another step costs least if the error is near half a step.
  const nearest = [...errors.keys()]
    .filter((kernel) => errors[kernel]! * direction < 0)
    .sort((a, b) => Math.abs(errors[b]!) - Math.abs(errors[a]!));
  for (const kernel of nearest) {
    const next = total + direction * channelMeans[kernel]!;
    if (Math.abs(next) < Math.abs(total) && stepWeight(filter, kernel, direction)) total = next;
  }
}

interface Filter {
  readonly weights: Float32Array;
  readonly scale: number;
  readonly rounded: Int8Array;
}

/** Balance the errors of one kernel. @returns the remaining sum of the errors, in steps */
function balanceKernel(filter: Filter, kernel: number): number {
  let sum = 0;
  for (let n = kernel * KERNEL_TAPS; n < (kernel + 1) * KERNEL_TAPS; n++) sum += errorOf(filter, n);
  while (Math.abs(sum) > 0.5) {
    const direction = sum > 0 ? -1 : 1;
    if (!stepWeight(filter, kernel, direction)) break;
    sum += direction;
  }
  return sum;
}

/**
 * Move the weight of a kernel with the largest opposite error by one step. @returns whether any weight was allowed to
 * move
 */
function stepWeight(filter: Filter, kernel: number, direction: 1 | -1): boolean {
  const { rounded } = filter;
  const toPartner = kernel % 2 === 0 ? KERNEL_TAPS : -KERNEL_TAPS;
  let best = -1;
  let most = 0;
  for (let n = kernel * KERNEL_TAPS; n < (kernel + 1) * KERNEL_TAPS; n++) {
    const off = -direction * errorOf(filter, n);
    const next = rounded[n]! + direction;
    if (off > most && Math.abs(next) <= WEIGHT_LEVELS && pairExcess(next, rounded[n + toPartner]!) === 0) {
      most = off;
      best = n;
    }
  }
  if (best < 0) return false;
  rounded[best]! += direction;
  return true;
}

function errorOf({ weights, scale, rounded }: Filter, n: number): number {
  return rounded[n]! - weights[n]! / scale;
}
