/** Properties that points can be coloured by. */
export const FACETS = ['album', 'artist', 'genre', 'sound'] as const;
export type Facet = (typeof FACETS)[number];

/** Number of categories with a separate colour; all others share one grey. */
export const COLOURED = 10;
/** Colour number of a track whose category is not among the coloured ones. */
export const OTHER = COLOURED;
/** Colour number of a track that has no category. */
export const NONE = COLOURED + 1;

/** Meaning of the colours of one facet. */
export interface Legend {
  /** The most frequent categories, at most `COLOURED`; the index of a category is its colour number. */
  readonly categories: { readonly label: string; readonly tracks: number }[];
  /** Number of all other categories, and of their tracks. */
  readonly others: { readonly categories: number; readonly tracks: number };
  /** Number of tracks without a category. */
  readonly unknown: number;
}

/** One legend for each facet. */
export type Legends = Readonly<Record<Facet, Legend>>;

/** Extent of all points, in map coordinates; the y axis points down. */
export interface Bounds {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}
