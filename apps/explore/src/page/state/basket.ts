import { signal } from '@preact/signals';
import type { TrackSummary } from '../shared/track.ts';
import { readStored, storedTracks, writeStored } from './stored.ts';

const KEY = 'basket';

/** Most songs to be like, and most to be unlike. */
export const MOST_PICKED = 20;

/** What a picked song is for. */
export type Role = 'like' | 'unlike';

/** Songs that were picked for a question. */
export interface Basket {
  readonly like: readonly TrackSummary[];
  readonly unlike: readonly TrackSummary[];
  /** `mean`: like all of them; `nearest`: like any one of them. */
  readonly blend: 'mean' | 'nearest';
}

export const EMPTY_BASKET: Basket = { like: [], unlike: [], blend: 'mean' };

/** The picked songs, which this browser keeps. */
export const basket = signal<Basket>(readStored(KEY, toBasket));

/** Pick these songs in place of all others. */
export function setBasket(next: Basket): void {
  basket.value = next;
  writeStored(KEY, next);
}

/** Return a basket with a song in a role, and in no other. The latest songs stay if there are too many. */
export function withSong(before: Basket, role: Role, track: TrackSummary): Basket {
  const { like, unlike, blend } = withoutSong(before, track.id);
  const lists = { like, unlike };
  return { ...lists, [role]: [...lists[role], track].slice(-MOST_PICKED), blend };
}

/** Return a basket without a song. */
export function withoutSong({ like, unlike, blend }: Basket, id: string): Basket {
  const others = (tracks: readonly TrackSummary[]): TrackSummary[] => tracks.filter((track) => track.id !== id);
  return { like: others(like), unlike: others(unlike), blend };
}

/** Return what a song of a basket is picked for; null if it is not in it. */
export function roleIn({ like, unlike }: Basket, id: string): Role | null {
  if (like.some((track) => track.id === id)) return 'like';
  return unlike.some((track) => track.id === id) ? 'unlike' : null;
}

function toBasket(stored: unknown): Basket {
  if (typeof stored !== 'object' || stored === null) return EMPTY_BASKET;
  const { like, unlike, blend } = stored as Readonly<Record<string, unknown>>;
  return { like: storedTracks(like), unlike: storedTracks(unlike), blend: blend === 'nearest' ? 'nearest' : 'mean' };
}
