import { totalmem } from 'node:os';
import { cgroupMemory } from './cgroup-memory.ts';

/**
 * Return how much memory this program may use, in bytes: what the machine has, but not more than the container allows.
 * Other programs may already use a part of it.
 * @param limit of the control groups, in bytes; read from them by default
 */
export function availableMemory(limit = cgroupMemory(), total = totalmem()): number {
  return Math.min(limit, total);
}
