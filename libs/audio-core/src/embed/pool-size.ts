import type { ModelManifest, ModelSpec } from '../models/model-spec.ts';
import type { PoolSettings } from './embedding-pool.ts';

/**
 * Memory of everything but the workers, in bytes: the main process took 115 MB and a decoder 11 MB, without a store; the
 * rest is for that.
 */
const OTHER_MEMORY = 200e6;

/** What the size of a pool depends on. */
type SizedSpec = Pick<ModelSpec, 'threadsPerWorker' | 'workerMemory'>;

/**
 * Return the number of workers, and of threads in each, that use up to `threads` cores and fit the memory, at least one.
 * If the memory has room for fewer workers than there are cores for, each gets more threads.
 * @param memory bytes for the whole program
 */
export function poolSize(
  { threadsPerWorker, workerMemory }: SizedSpec,
  { precision }: Pick<ModelManifest, 'precision'>,
  threads: number,
  memory = Infinity,
): Pick<PoolSettings, 'workers' | 'intraOpThreads'> {
  const usual = Math.min(threadsPerWorker[precision], threads);
  const { own, mapped } = workerMemory[precision];
  const fitting = Math.floor((memory - OTHER_MEMORY - mapped) / own);
  const most = Math.floor(threads / usual);
  const workers = Math.max(1, Math.min(most, fitting));
  return { workers, intraOpThreads: workers < most ? Math.floor(threads / workers) : usual };
}

/** Return the memory that the whole program needs with some workers, in bytes. */
export function poolMemory(
  { workerMemory }: SizedSpec,
  { precision }: Pick<ModelManifest, 'precision'>,
  workers: number,
): number {
  const { own, mapped } = workerMemory[precision];
  return OTHER_MEMORY + mapped + workers * own;
}
