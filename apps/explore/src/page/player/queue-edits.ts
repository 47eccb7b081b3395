import { MAX_UPCOMING, advance, chosenAhead, upcoming } from './queue.ts';
import type { PlayableTrack, Queue, QueueEntry } from './queue.ts';

/** Play a track now, after what was played. Of what comes, the chosen entries stay; those of autoplay fit no more. */
export function playNow(queue: Queue, track: PlayableTrack): Queue {
  const next = insert(withoutAutoplay(queue), { place: 0, source: 'chosen', most: Infinity }, [track]);
  return queue.at === -1 ? next : (advance(next) ?? next);
}

/** Play these tracks, the first one now, in place of everything that comes. */
export function playInstead(queue: Queue, tracks: readonly PlayableTrack[]): Queue {
  if (tracks.length === 0) return queue;
  const next = insertNext({ ...queue, entries: queue.entries.slice(0, queue.at + 1) }, tracks);
  return queue.at === -1 ? next : (advance(next) ?? next);
}

/** Insert tracks directly after the current one. */
export function insertNext(queue: Queue, tracks: readonly PlayableTrack[]): Queue {
  return insert(queue, { place: 0, source: 'chosen', most: MAX_UPCOMING }, tracks);
}

/** Insert tracks after the chosen ones that come, before those of autoplay. */
export function append(queue: Queue, tracks: readonly PlayableTrack[]): Queue {
  return insert(queue, { place: chosenAhead(queue), source: 'chosen', most: MAX_UPCOMING }, tracks);
}

/** Append tracks of autoplay. */
export function appendAutoplay(queue: Queue, tracks: readonly PlayableTrack[]): Queue {
  return insert(queue, { place: upcoming(queue).length, source: 'autoplay', most: MAX_UPCOMING }, tracks);
}

/** Remove the entries of autoplay that come; with a condition, only those that it holds for. */
export function withoutAutoplay(queue: Queue, condition: (track: PlayableTrack) => boolean = () => true): Queue {
  return keepUpcoming(queue, ({ source, track }) => source === 'chosen' || !condition(track));
}

/** Remove the chosen entries that come. */
export function clearChosen(queue: Queue): Queue {
  return keepUpcoming(queue, ({ source }) => source !== 'chosen');
}

/** Remove an entry that comes. */
export function removeEntry(queue: Queue, key: number): Queue {
  return keepUpcoming(queue, (entry) => entry.key !== key);
}

/**
 * Move an entry that comes to a place among those that come. It is chosen from then on, as are those before it.
 * @param to 0 for next; limited to the places that there are
 */
export function moveEntry(queue: Queue, key: number, to: number): Queue {
  const ahead = upcoming(queue);
  const moved = ahead.find((entry) => entry.key === key);
  if (!moved) return queue;
  const others = ahead.filter((entry) => entry !== moved);
  const place = Math.max(0, Math.min(to, others.length));
  const before = [...others.slice(0, place), moved].map((entry) => ({ ...entry, source: 'chosen' as const }));
  return { ...queue, entries: [...queue.entries.slice(0, queue.at + 1), ...before, ...others.slice(place)] };
}

interface Insertion {
  /** Place among the entries that come. */
  readonly place: number;
  readonly source: QueueEntry['source'];
  /** Largest number of entries that come. */
  readonly most: number;
}

function insert(queue: Queue, { place, source, most }: Insertion, tracks: readonly PlayableTrack[]): Queue {
  const room = most - upcoming(queue).length + (queue.at === -1 ? 1 : 0);
  const firstKey = Math.max(0, ...queue.entries.map(({ key }) => key)) + 1;
  const added = tracks.slice(0, Math.max(0, room)).map((track, n) => ({ key: firstKey + n, track, source }));
  const index = queue.at + 1 + place;
  return {
    entries: [...queue.entries.slice(0, index), ...added, ...queue.entries.slice(index)],
    // The first track of an empty queue is the current one.
    at: queue.at === -1 && added.length > 0 ? 0 : queue.at,
  };
}

function keepUpcoming(queue: Queue, keep: (entry: QueueEntry) => boolean): Queue {
  return { ...queue, entries: queue.entries.filter((entry, index) => index <= queue.at || keep(entry)) };
}
