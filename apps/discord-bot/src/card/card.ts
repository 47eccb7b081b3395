import type { Recommendation, Track } from '@soundalike/catalog';

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
  /** Cosine, −1 to 1. */
  readonly similarity: number;
  /** Share of the library's pairs, 0 to 1, that are less close; null if unknown. */
  readonly percentile: number | null;
  readonly sharedTags: readonly string[];
}

/** The options of a request. The card keeps them, so that its buttons can repeat the request. */
export interface CardRequest {
  /** Matches, 1 to 10. */
  readonly count: number;
  readonly otherArtists: boolean;
}

/** The answer to `/recommend`, independent of its medium: a Discord message or lines in a terminal. */
export interface Card {
  readonly seed: CardTrack;
  readonly matches: readonly CardMatch[];
  readonly request: CardRequest;
  /** Whether previews are available. */
  readonly canListen: boolean;
  /** Registry name of the model that compared the tracks. */
  readonly model: string;
}

/** Create the card of a recommendation. */
export function makeCard(recommendation: Recommendation, request: CardRequest, canListen: boolean): Card {
  const { seed, matches, space } = recommendation;
  return {
    seed: cardTrack(seed),
    matches: matches.map(({ track, similarity, percentile, sharedTags }, index) => ({
      ...cardTrack(track),
      rank: index + 1,
      similarity,
      percentile,
      sharedTags,
    })),
    request,
    canListen,
    model: space.model,
  };
}

function cardTrack({ id, title, artist, album, durationSeconds }: Track): CardTrack {
  return { id, title, artist, album, durationSeconds };
}
