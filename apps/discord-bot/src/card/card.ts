import type { ArtistRecommendation, Closeness, QueryMatch, Recommendation, Track } from '@soundalike/catalog';
import type { Language } from '../languages/language.ts';

/** A track on a card. The texts are those of the file's tags; renderers make them safe for their medium. */
export interface CardTrack {
  readonly id: string;
  readonly title: string;
  readonly artist: string | null;
  readonly album: string | null;
  readonly durationSeconds: number;
}

/** A match on a card. */
export interface CardMatch extends CardTrack {
  /** From 1, most similar first. */
  readonly rank: number;
  /** Null if the library is too small to judge by. */
  readonly closeness: Closeness | null;
  /** Share of the library's pairs, 0 to 1, that are less close; null if unknown. */
  readonly percentile: number | null;
  readonly sharedTags: readonly string[];
  /** Title of the song that the match is nearest to, of several; null if the card is about one song. */
  readonly likeTitle: string | null;
}

/**
 * What a card starts from: a song, an artist with the id of the song that is nearest to the first match, several songs, of
 * which one may be to keep away from, or a file with its name.
 */
export type CardSeed =
  | ({ readonly kind: 'song' } & CardTrack)
  | { readonly kind: 'artist'; readonly id: string; readonly name: string }
  | { readonly kind: 'blend'; readonly songs: readonly CardTrack[]; readonly unlike: CardTrack | null }
  | { readonly kind: 'clip'; readonly name: string };

/** The options of a request. The card keeps them, so that its buttons can repeat the request. */
export interface CardRequest {
  /** Matches, 1 to 10. */
  readonly count: number;
  readonly otherArtists: boolean;
}

/** How a card is shown. */
export interface CardView {
  readonly request: CardRequest;
  /** Whether previews are available. */
  readonly canListen: boolean;
  /** The language of the member who asked. */
  readonly language: Language;
  /** Whether the song is what the member's file is a recording of. */
  readonly isFile?: boolean;
}

/** The answer to `/recommend`, independent of its medium: a Discord message or lines in a terminal. */
export interface Card extends CardView {
  readonly seed: CardSeed;
  readonly matches: readonly CardMatch[];
}

/** Create the card of a recommendation. */
export function makeCard(recommendation: Recommendation | ArtistRecommendation, view: CardView): Card {
  const { matches } = recommendation;
  if ('seed' in recommendation) {
    const seed = { kind: 'song', ...cardTrack(recommendation.seed) } as const;
    return { ...view, seed, matches: matches.map((match, index) => cardMatch(match, index + 1, false)) };
  }
  const { artist: name, seeds } = recommendation;
  const id = matches[0]?.seed.id ?? seeds[0]?.id ?? '';
  return {
    ...view,
    seed: { kind: 'artist', id, name },
    matches: matches.map((match, index) => cardMatch(match, index + 1, true)),
  };
}

/** Songs that answer several songs at once. */
export interface BlendAnswer {
  readonly songs: readonly Track[];
  readonly unlike: Track | null;
  readonly matches: readonly QueryMatch[];
}

/** Create the card of a blend. */
export function makeBlendCard({ songs, unlike, matches }: BlendAnswer, view: CardView): Card {
  return {
    ...view,
    seed: { kind: 'blend', songs: songs.map(cardTrack), unlike: unlike && cardTrack(unlike) },
    matches: matches.map((match, index) => cardMatch(match, index + 1, songs.length > 1)),
  };
}

/** Create the card of a file that is not in the library. */
export function makeClipCard(name: string, matches: readonly QueryMatch[], view: CardView): Card {
  return {
    ...view,
    seed: { kind: 'clip', name },
    matches: matches.map((match, index) => cardMatch(match, index + 1, false)),
  };
}

function cardMatch(match: QueryMatch, rank: number, hasSeveralSeeds: boolean): CardMatch {
  const { track, closeness, percentile, sharedTags, seed } = match;
  const likeTitle = hasSeveralSeeds && seed !== null ? seed.title : null;
  return { ...cardTrack(track), rank, closeness, percentile, sharedTags, likeTitle };
}

/** Return what a card shows of a track. */
export function cardTrack({ id, title, artist, album, durationSeconds }: Track): CardTrack {
  return { id, title, artist, album, durationSeconds };
}
