/** Where the tracks of one embedding space lie on the map. Near means alike; the axes mean nothing. */
export interface LibraryMap {
  readonly spaceId: string;
  /** Number of tracks when the whole map was last laid out. */
  readonly laidOut: number;
  /** Number of tracks that have been put among those since. */
  readonly placed: number;
  readonly points: readonly MapPoint[];
}

export interface MapPoint {
  readonly id: string;
  readonly x: number;
  readonly y: number;
}

/** What a map in the making has come to, for people who wait. */
export interface MapProgress {
  readonly stage: 'reading' | 'neighbours' | 'arranging' | 'placing';
  /** Share of the stage that is done, 0 to 1; null where it cannot be told. */
  readonly share: number | null;
}

/** Coordinates are kept to four decimals: finer than any screen shows, and short as JSON. */
export function mapPoint(id: string, x: number, y: number): MapPoint {
  return { id, x: Math.round(x * 1e4) / 1e4, y: Math.round(y * 1e4) / 1e4 };
}
