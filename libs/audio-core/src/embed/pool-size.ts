import type { ModelManifest, ModelSpec } from '../models/model-spec.ts';
import type { PoolSettings } from './embedding-pool.ts';

/** How many workers, and with how many threads each, use up to `threads` cores. */
export function poolSize(
  { threadsPerWorker }: Pick<ModelSpec, 'threadsPerWorker'>,
  { precision }: Pick<ModelManifest, 'precision'>,
  threads: number,
): Pick<PoolSettings, 'workers' | 'intraOpThreads'> {
  const intraOpThreads = Math.min(threadsPerWorker[precision], threads);
  return { workers: Math.max(1, Math.floor(threads / intraOpThreads)), intraOpThreads };
}
