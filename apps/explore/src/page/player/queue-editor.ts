import { signal } from '@preact/signals';
import type { Signal } from '@preact/signals';
import { append, clearChosen, insertNext, moveEntry, removeEntry } from './queue-edits.ts';
import { upcoming } from './queue.ts';
import type { PlayableTrack, Queue } from './queue.ts';

/** What a listener does to the tracks that come; each change is announced. */
export class QueueEditor {
  readonly #queue: Signal<Queue>;
  readonly #announcement: Signal<string>;
  /** Ids of the tracks of autoplay that were removed. */
  readonly #declined = signal<ReadonlySet<string>>(new Set());

  constructor(queue: Signal<Queue>, announcement: Signal<string>) {
    this.#queue = queue;
    this.#announcement = announcement;
  }

  /** Add tracks after the chosen ones. In an empty queue the first one is the current track; it does not play yet. */
  add(tracks: readonly PlayableTrack[]): void {
    this.#queue.value = append(this.#queue.value, tracks);
    this.#announcement.value = `${namesOf(tracks)} added to the queue.`;
  }

  /** Add tracks directly after the current one. */
  addNext(tracks: readonly PlayableTrack[]): void {
    this.#queue.value = insertNext(this.#queue.value, tracks);
    this.#announcement.value = `${namesOf(tracks)} next.`;
  }

  /** Move an entry that comes. @param to 0 for next; limited to the places that there are */
  move(key: number, to: number): void {
    this.#queue.value = moveEntry(this.#queue.value, key, to);
    const ahead = upcoming(this.#queue.value);
    const place = ahead.findIndex((entry) => entry.key === key);
    const entry = ahead[place];
    if (entry) this.#announcement.value = `${entry.track.title} is now number ${place + 1} of ${ahead.length}.`;
  }

  /** Remove an entry that comes. Autoplay does not add its track again. */
  remove(key: number): void {
    const entry = upcoming(this.#queue.value).find((each) => each.key === key);
    if (!entry) return;
    if (entry.source === 'autoplay') this.#declined.value = new Set([...this.#declined.value, entry.track.id]);
    this.#queue.value = removeEntry(this.#queue.value, key);
    this.#announcement.value = `${entry.track.title} removed from the queue.`;
  }

  /** Remove the chosen entries that come. */
  clear(): void {
    this.#queue.value = clearChosen(this.#queue.value);
    this.#announcement.value = 'Queue cleared.';
  }

  /** Return whether a track of autoplay was removed. */
  isDeclined(id: string): boolean {
    return this.#declined.value.has(id);
  }
}

function namesOf(tracks: readonly PlayableTrack[]): string {
  return tracks.length === 1 ? tracks[0]!.title : `${tracks.length} tracks`;
}
