import { join } from 'node:path';
import { linesOf, smallestLimit } from './group-limits.ts';

/**
 * Return how many CPUs the process may use at once by its control groups, not always a whole number: see `smallestLimit`.
 * @param processFolder folder of the files `cgroup` and `mountinfo` of the process
 */
export function cgroupQuota(processFolder = '/proc/self'): number {
  return smallestLimit(processFolder, { controller: 'cpu', version1: quotaOfVersion1, version2: quotaOfVersion2 });
}

/** `cpu.max`: `200000 100000`, or `max 100000` for no limit. */
function quotaOfVersion2(folder: string): number {
  const [quota, period] = (linesOf(join(folder, 'cpu.max'))[0] ?? 'max').split(' ');
  return ratioOf(Number(quota), Number(period));
}

/** Microseconds in two files; a quota of -1 is no limit. */
function quotaOfVersion1(folder: string): number {
  const [quota] = linesOf(join(folder, 'cpu.cfs_quota_us'));
  const [period] = linesOf(join(folder, 'cpu.cfs_period_us'));
  return ratioOf(Number(quota), Number(period));
}

function ratioOf(quota: number, period: number): number {
  return quota > 0 && period > 0 ? quota / period : Infinity;
}
