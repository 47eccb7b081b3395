import { join } from 'node:path';
import { linesOf, smallestLimit } from './group-limits.ts';

/** What version 1 reports without a limit: about 2^63, rounded down to pages. */
const NO_LIMIT = 2 ** 62;

/**
 * Return how many bytes of memory the process and all others of its control groups may use together: see
 * `smallestLimit`.
 * @param processFolder folder of the files `cgroup` and `mountinfo` of the process
 */
export function cgroupMemory(processFolder = '/proc/self'): number {
  return smallestLimit(processFolder, {
    controller: 'memory',
    version1: (folder) => bytesOf(join(folder, 'memory.limit_in_bytes')),
    version2: (folder) => bytesOf(join(folder, 'memory.max')),
  });
}

/** A number of bytes, or `max`. */
function bytesOf(path: string): number {
  const bytes = Number(linesOf(path)[0] ?? Infinity);
  return bytes < NO_LIMIT ? bytes : Infinity;
}
