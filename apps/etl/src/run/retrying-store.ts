import type { TrackStore } from '@soundalike/catalog';
import { withRetry } from './retry-policy.ts';
import type { RetryPolicy } from './retry-policy.ts';

/** The calls of a store that a run makes file by file. */
export type IndexedStore = Pick<TrackStore, 'space' | 'get' | 'upsert' | 'patch' | 'delete'>;

/** Wrap a store so that its calls are retried during an outage; all of them are idempotent. */
export function retryingStore(store: TrackStore, policy: RetryPolicy, signal: AbortSignal): IndexedStore {
  const retried = <T>(task: () => Promise<T>): Promise<T> => withRetry(task, policy, signal);
  return {
    space: store.space,
    get: (ids) => retried(() => store.get(ids)),
    upsert: (tracks) => retried(() => store.upsert(tracks)),
    patch: (patches) => retried(() => store.patch(patches)),
    delete: (ids, options) => retried(() => store.delete(ids, options)),
  };
}
