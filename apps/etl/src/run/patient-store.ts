import type { TrackStore } from '@soundalike/catalog';
import { withPatience } from './patience.ts';
import type { Patience } from './patience.ts';

/** The calls of a store that a run makes file by file. */
export type IndexedStore = Pick<TrackStore, 'space' | 'get' | 'upsert' | 'patch' | 'delete'>;

/** The store, with calls that wait while it is away; all of them may be repeated without harm. */
export function patientStore(store: TrackStore, patience: Patience, signal: AbortSignal): IndexedStore {
  const patiently = <T>(task: () => Promise<T>): Promise<T> => withPatience(task, patience, signal);
  return {
    space: store.space,
    get: (ids) => patiently(() => store.get(ids)),
    upsert: (tracks) => patiently(() => store.upsert(tracks)),
    patch: (patches) => patiently(() => store.patch(patches)),
    delete: (ids, options) => patiently(() => store.delete(ids, options)),
  };
}
