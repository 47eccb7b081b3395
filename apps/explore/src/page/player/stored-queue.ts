import { EMPTY_QUEUE } from './queue.ts';
import type { PlayableTrack, Queue, QueueEntry } from './queue.ts';
import type { KeyValueStorage } from './safe-storage.ts';

const KEY = 'queue';

/** A queue, and the position in its current track. */
export interface StoredQueue {
  readonly queue: Queue;
  /** Seconds. */
  readonly position: number;
}

/** Store a queue, for the next time this tab loads the page. Without room in the storage it is not stored. */
export function storeQueue(storage: KeyValueStorage, { queue, position }: StoredQueue): void {
  const isStored = storage.setItem(KEY, JSON.stringify({ ...queue, position }));
  if (!isStored) storage.removeItem(KEY);
}

/** Return the stored queue, or an empty one if there is none, or what is stored is not a queue. */
export function storedQueue(storage: KeyValueStorage): StoredQueue {
  const nothing = { queue: EMPTY_QUEUE, position: 0 };
  let stored: unknown;
  try {
    stored = JSON.parse(storage.getItem(KEY) ?? 'null');
  } catch {
    return nothing;
  }
  if (!isRecord(stored) || !Array.isArray(stored['entries'])) return nothing;
  const { at, position } = stored;
  const entries = stored['entries'] as unknown[];
  if (!entries.every(isEntry) || new Set(entries.map(({ key }) => key)).size < entries.length) return nothing;
  if (!Number.isInteger(at) || entries[at as number] === undefined) return nothing;
  return {
    queue: { entries, at: at as number },
    position: typeof position === 'number' && position >= 0 ? position : 0,
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isEntry(value: unknown): value is QueueEntry {
  if (!isRecord(value)) return false;
  const { key, source, track } = value;
  return Number.isSafeInteger(key) && (source === 'chosen' || source === 'autoplay') && isTrack(track);
}

function isTrack(value: unknown): value is PlayableTrack {
  if (!isRecord(value)) return false;
  const isName = (name: unknown): boolean => name === null || typeof name === 'string';
  const { id, title, artist, album, durationSeconds } = value;
  return (
    typeof id === 'string' &&
    typeof title === 'string' &&
    isName(artist) &&
    isName(album) &&
    typeof durationSeconds === 'number'
  );
}
