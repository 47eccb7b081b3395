import { closenessOf, percentileOf } from '@soundalike/catalog';
import type { Closeness, Playlist } from '@soundalike/catalog';
import type { Language } from '../languages/language.ts';
import { cardTrack } from './card.ts';
import type { CardTrack } from './card.ts';

/** A track at its place in a playlist. */
export interface PlaylistCardTrack extends CardTrack {
  /** From 1, in the order of playing. */
  readonly rank: number;
  /** How close it is to the track before; null for the first one, and if the library is too small to judge by. */
  readonly step: Closeness | null;
}

/** What a playlist is: a way from its first track to its last, or tracks around a song. */
export type PlaylistKind =
  { readonly kind: 'journey' } | { readonly kind: 'station'; readonly id: string; readonly title: string };

/** The answer to `/journey` and `/station`. */
export interface PlaylistCard {
  readonly of: PlaylistKind;
  readonly tracks: readonly PlaylistCardTrack[];
  /** Number of tracks that the member asked for. */
  readonly wanted: number;
  /** The language of the member who asked. */
  readonly language: Language;
}

/**
 * Create the card of a playlist.
 * @param sample similarities of pairs of the library, ascending
 */
export function makePlaylistCard(
  playlist: Playlist,
  sample: readonly number[],
  view: Pick<PlaylistCard, 'of' | 'wanted' | 'language'>,
): PlaylistCard {
  const tracks = playlist.tracks.map(({ track, step }, index) => ({
    ...cardTrack(track),
    rank: index + 1,
    step: step === null ? null : closenessOf(percentileOf(step, sample), sample.length),
  }));
  return { ...view, tracks };
}
