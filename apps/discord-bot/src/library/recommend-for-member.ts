import { randomInt } from 'node:crypto';
import { recommend, recommendByArtist } from '@soundalike/catalog';
import type { ArtistRecommendation, Recommendation, TrackStore } from '@soundalike/catalog';
import type { CardRequest } from '../card/card.ts';
import { findSong } from './suggest-songs.ts';

/** What a member wants a card to start from. */
export type Wish =
  | { readonly kind: 'random' }
  | {
      readonly kind: 'track';
      readonly id: string;
      /** Whether the member's file is a recording of it. */
      readonly isFile?: boolean;
    }
  | { readonly kind: 'song'; readonly text: string }
  | { readonly kind: 'artist'; readonly name: string };

/** What is known about a member. */
export interface MemberTaste {
  /** Ids of the songs that the member left out. */
  readonly leftOut: readonly string[];
  /** Ids of the songs that the member saw in this sitting, which are not drawn again. */
  readonly seen: ReadonlySet<string>;
}

/** Random draws before all songs of a small library are listed, or a song is repeated. */
const MAX_DRAWS = 16;

/** Libraries up to this size are listed if nearly all their songs have been seen. */
const MAX_LISTED = 2000;

/**
 * Recommend songs without those that a member left out, both as a random seed and as matches.
 * @throws the errors of `recommend`
 */
export async function recommendForMember(
  store: TrackStore,
  wish: Wish,
  request: CardRequest,
  taste: MemberTaste,
): Promise<Recommendation | ArtistRecommendation> {
  const options = { ...request, exclude: taste.leftOut };
  switch (wish.kind) {
    case 'artist':
      return recommendByArtist(store, wish.name, options);
    case 'track':
      return recommend(store, { ...options, seed: { id: wish.id } });
    case 'song':
      return recommend(store, { ...options, seed: { id: (await findSong(store, wish.text)).id } });
    case 'random': {
      const id = await drawSeed(store, taste);
      return recommend(store, { ...options, ...(id !== null && { seed: { id } }) });
    }
  }
}

async function drawSeed(store: TrackStore, { leftOut, seen }: MemberTaste): Promise<string | null> {
  const avoided = new Set([...leftOut, ...seen]);
  for (let draws = 0; draws < MAX_DRAWS; draws++) {
    const drawn = await store.random();
    if (drawn === null) return null;
    if (!avoided.has(drawn.id)) return drawn.id;
  }
  if ((await store.count()) > MAX_LISTED) return null;
  const ids: string[] = [];
  for await (const { id } of store.list()) ids.push(id);
  const wanted = ids.filter((id) => !leftOut.includes(id));
  return pick(wanted.filter((id) => !seen.has(id))) ?? pick(wanted);
}

function pick(ids: readonly string[]): string | null {
  return ids.length === 0 ? null : ids[randomInt(ids.length)]!;
}
