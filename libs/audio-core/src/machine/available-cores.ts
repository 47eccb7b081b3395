import { availableParallelism } from 'node:os';
import { cgroupQuota } from './cgroup-quota.ts';

/**
 * Return how many threads can compute at once: as many as there are cores, but not more than the CPU quota of the
 * container allows (a
 * part of a CPU does not count), and at least 1. `availableParallelism` alone knows the cores that a process is bound
 * to, not always the quota.
 * @param quota of CPUs; read from the control groups by default
 */
export function availableCores(quota = cgroupQuota(), cores = availableParallelism()): number {
  return Math.max(1, Math.min(cores, Math.floor(quota)));
}
