import type { ModelManifest, ModelSpec } from '../models/model-spec.ts';
import type { PoolSettings } from './embedding-pool.ts';

/**
 * Memory of everything but the workers, in bytes: the main process with its store, and two decoders at work. Measured
 * at 170 MB with the embedded store and a library of 10,000 tracks of 256 values.
 */
const OTHER_MEMORY = 250e6;

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
  const fitting = Math.floor((memory - OTHER_MEMORY) / workerMemory[precision]);
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
  return OTHER_MEMORY + workers * workerMemory[precision];
}
