import type { Legends } from '../map-format/legends.ts';

/** Positions of the tracks of one embedding space. Near means similar; the axes have no meaning. */
export interface LibraryMap {
  readonly spaceId: string;
  /** Number of tracks at the last complete layout. */
  readonly laidOut: number;
  /** Number of tracks that have been placed among those since. */
  readonly placed: number;
  readonly points: readonly MapPoint[];
  /** Meaning of the points' colours; null if the points have none yet. */
  readonly legends: Legends | null;
}

export interface MapPoint {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  /** Colour numbers of all facets, see `PointColumns`. */
  readonly colours: number;
}

/** Progress of an update of the map. */
export interface MapProgress {
  readonly stage: 'reading' | 'neighbours' | 'arranging' | 'placing' | 'colouring';
  /** Completed share of the stage, 0 to 1; null if unknown. */
  readonly share: number | null;
}

/** Return a point with coordinates of four decimals: finer than any screen shows, and short as JSON. */
export function mapPoint(id: string, x: number, y: number, colours = 0): MapPoint {
  return { id, x: Math.round(x * 1e4) / 1e4, y: Math.round(y * 1e4) / 1e4, colours };
}
