/** Positions of the tracks of one embedding space. Near means similar; the axes have no meaning. */
export interface LibraryMap {
  readonly spaceId: string;
  /** Number of tracks at the last complete layout. */
  readonly laidOut: number;
  /** Number of tracks that have been placed among those since. */
  readonly placed: number;
  readonly points: readonly MapPoint[];
}

export interface MapPoint {
  readonly id: string;
  readonly x: number;
  readonly y: number;
}

/** Progress of an update of the map. */
export interface MapProgress {
  readonly stage: 'reading' | 'neighbours' | 'arranging' | 'placing';
  /** Completed share of the stage, 0 to 1; null if unknown. */
  readonly share: number | null;
}

/** Properties that points can be coloured by. */
export const FACETS = ['album', 'artist', 'genre', 'sound'] as const;
export type Facet = (typeof FACETS)[number];

/** The map column by column, which is short as JSON. Entry n of every column belongs to track n. */
export interface MapColumns {
  readonly ids: string[];
  readonly titles: string[];
  readonly x: number[];
  readonly y: number[];
  /** For each facet, the values that occur and the index of each track's value; −1 for none. */
  readonly facets: Record<Facet, { readonly values: string[]; readonly of: number[] }>;
}

/** The map as the page gets it. */
export type MapView =
  | { readonly state: 'ready'; readonly columns: MapColumns }
  | { readonly state: 'computing'; readonly progress: MapProgress }
  | { readonly state: 'failed'; readonly reason: string };

/** Return a point with coordinates of four decimals: finer than any screen shows, and short as JSON. */
export function mapPoint(id: string, x: number, y: number): MapPoint {
  return { id, x: Math.round(x * 1e4) / 1e4, y: Math.round(y * 1e4) / 1e4 };
}
