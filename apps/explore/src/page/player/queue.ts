/** The fields of a track that the player uses. */
export interface PlayableTrack {
  readonly id: string;
  readonly title: string;
  readonly artist: string | null;
  readonly album: string | null;
  readonly durationSeconds: number;
}

/** A track in the queue. The same track can be there several times, so an entry has a key of its own. */
export interface QueueEntry {
  readonly key: number;
  readonly track: PlayableTrack;
  /** `chosen` by the listener, or added by `autoplay`. */
  readonly source: 'chosen' | 'autoplay';
}

/**
 * What was played, what plays, and what comes. Of the entries that come, the chosen ones are before those of autoplay.
 */
export interface Queue {
  readonly entries: readonly QueueEntry[];
  /** Index of the entry in the player; −1 if the queue is empty. */
  readonly at: number;
}

/** Largest number of played entries that are kept. */
export const MAX_HISTORY = 200;
/** Largest number of entries that come; more are not added. */
export const MAX_UPCOMING = 500;

export const EMPTY_QUEUE: Queue = { entries: [], at: -1 };

/** Return the entry in the player. */
export function currentEntry({ entries, at }: Queue): QueueEntry | null {
  return entries[at] ?? null;
}

/** Return the entries that come, next first. */
export function upcoming({ entries, at }: Queue): readonly QueueEntry[] {
  return entries.slice(at + 1);
}

/** Return the tracks that were played, and the current one, which is last. */
export function heard({ entries, at }: Queue): readonly PlayableTrack[] {
  return entries.slice(0, at + 1).map(({ track }) => track);
}

/** Return the number of chosen entries that come. */
export function chosenAhead(queue: Queue): number {
  return upcoming(queue).filter(({ source }) => source === 'chosen').length;
}

/** Go to the next entry; null if there is none. */
export function advance(queue: Queue): Queue | null {
  return queue.at + 1 < queue.entries.length ? goTo(queue, queue.at + 1) : null;
}

/** Go to the previous entry; null if there is none. */
export function goBack(queue: Queue): Queue | null {
  return queue.at > 0 ? goTo(queue, queue.at - 1) : null;
}

/** Go to an entry; those before it count as played. Returns the same queue if there is no such entry. */
export function jumpTo(queue: Queue, key: number): Queue {
  const index = queue.entries.findIndex((entry) => entry.key === key);
  return index === -1 ? queue : goTo(queue, index);
}

/** Return a queue without the oldest played entries, at an index. After a step back, what comes again is chosen. */
function goTo({ entries, at }: Queue, index: number): Queue {
  const dropped = Math.max(0, index - MAX_HISTORY);
  const again = entries.map((entry, n) => (n > index && n <= at ? { ...entry, source: 'chosen' as const } : entry));
  return { entries: again.slice(dropped), at: index - dropped };
}
