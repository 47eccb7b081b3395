import type { TrackStore } from '@soundalike/catalog';
import { valueOf } from './colour-points.ts';
import type { MapView } from './map-view.ts';

/** The names of a point's track. */
export interface MapTrack {
  /** Number of the point. */
  readonly point: number;
  readonly id: string;
  readonly title: string;
  readonly artist: string | null;
  /** Title of the album and its artist. */
  readonly album: string | null;
  readonly genre: string | null;
  readonly sound: string | null;
}

/**
 * Return the tracks of some points, and the tracks with some ids, each with its point. Points that do not exist, ids
 * without a point and deleted tracks are left out.
 */
export async function mapTracks(
  store: Pick<TrackStore, 'get'>,
  { ids: idOf }: Pick<MapView, 'ids'>,
  points: readonly number[],
  ids: readonly string[],
): Promise<MapTrack[]> {
  const pointOf = new Map<string, number>();
  for (const point of points) if (point < idOf.length) pointOf.set(idOf[point]!, point);
  for (const id of ids) {
    const point = indexOf(idOf, id);
    if (point !== null) pointOf.set(id, point);
  }
  return (await store.get([...pointOf.keys()])).map((track) => ({
    point: pointOf.get(track.id)!,
    id: track.id,
    title: track.title,
    artist: track.artist,
    album: valueOf(track, 'album'),
    genre: valueOf(track, 'genre'),
    sound: valueOf(track, 'sound'),
  }));
}

/** Find an id by bisection. @param sorted ascending */
function indexOf(sorted: readonly string[], id: string): number | null {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < id) low = middle + 1;
    else high = middle;
  }
  return sorted[low] === id ? low : null;
}
