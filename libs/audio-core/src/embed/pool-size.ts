import type { PoolSettings } from './embedding-pool.ts';

/** Threads of one inference call: with two, the memory of a model serves two cores, and they still hardly wait for each other. */
const THREADS_PER_WORKER = 2;

/** How many workers, and with how many threads each, use up to `threads` cores. */
export function poolSize(threads: number): Pick<PoolSettings, 'workers' | 'intraOpThreads'> {
  const intraOpThreads = Math.min(THREADS_PER_WORKER, threads);
  return { workers: Math.max(1, Math.floor(threads / intraOpThreads)), intraOpThreads };
}
