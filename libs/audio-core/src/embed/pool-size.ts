import type { ModelManifest, ModelSpec } from '../models/model-spec.ts';
import type { PoolSettings } from './embedding-pool.ts';

/** Return the number of workers, and of threads in each, that use up to `threads` cores. */
export function poolSize(
  { threadsPerWorker }: Pick<ModelSpec, 'threadsPerWorker'>,
  { precision }: Pick<ModelManifest, 'precision'>,
  threads: number,
): Pick<PoolSettings, 'workers' | 'intraOpThreads'> {
  const intraOpThreads = Math.min(threadsPerWorker[precision], threads);
  return { workers: Math.max(1, Math.floor(threads / intraOpThreads)), intraOpThreads };
}
