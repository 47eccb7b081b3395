/** A track as a card shows it. Texts are as the file's tags have them: whoever renders a card makes them safe for its medium. */
export interface CardTrack {
  readonly id: string;
  readonly title: string;
  readonly artist: string | null;
  readonly album: string | null;
  readonly durationSeconds: number;
}

/** A match as a card shows it. */
export interface CardMatch extends CardTrack {
  /** From 1, most similar first. */
  readonly rank: number;
  /** Cosine, −1 to 1. */
  readonly similarity: number;
  /** Share of the library's pairs, 0 to 1, that are less close; null where it is not known. */
  readonly percentile: number | null;
  readonly sharedTags: readonly string[];
}

/** What was asked for: kept on the card, so that its buttons ask for more of the same. */
export interface CardRequest {
  /** Matches, 1 to 10. */
  readonly count: number;
  readonly otherArtists: boolean;
}

/** The answer to `/recommend`, before it takes the shape of a message or of lines in a terminal. */
export interface Card {
  readonly seed: CardTrack;
  readonly matches: readonly CardMatch[];
  readonly request: CardRequest;
  /** Whether previews can be asked for. */
  readonly canListen: boolean;
  /** Registry name of the model that compared the tracks. */
  readonly model: string;
}
