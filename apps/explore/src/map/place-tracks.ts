import type { Neighbour, TrackStore } from '@soundalike/catalog';
import { mapPoint } from './library-map.ts';
import type { MapPoint } from './library-map.ts';

const NEIGHBOURS = 15;

/**
 * Place new tracks on a map without moving the old ones: each at the weighted mean of its nearest old neighbours, where
 * UMAP's own transform starts as well (the weight decreases exponentially with the distance beyond the nearest one).
 * @param ids of the new tracks; tracks that were deleted meanwhile are skipped
 * @param old points of the map
 * @param onPlaced called with the completed share, 0 to 1
 */
export async function placeTracks(
  store: Pick<TrackStore, 'get' | 'similarTo'>,
  ids: readonly string[],
  old: readonly MapPoint[],
  onPlaced: (share: number) => void,
): Promise<MapPoint[]> {
  const positions = new Map(old.map((point) => [point.id, point]));
  const placed: MapPoint[] = [];
  for (const [index, id] of ids.entries()) {
    const [track] = await store.get([id]);
    if (track) placed.push(weightedMean(id, await store.similarTo(id, NEIGHBOURS, { exclude: ids }), positions));
    onPlaced((index + 1) / ids.length);
  }
  return placed;
}

function weightedMean(
  id: string,
  neighbours: readonly Neighbour[],
  positions: ReadonlyMap<string, MapPoint>,
): MapPoint {
  const known = neighbours.flatMap(({ track, similarity }) => {
    const point = positions.get(track.id);
    return point ? [{ point, distance: 1 - similarity }] : [];
  });
  const nearest = Math.min(...known.map(({ distance }) => distance));
  const spread = known.reduce((sum, { distance }) => sum + distance - nearest, 0) / known.length || 1;
  let [x, y, total] = [0, 0, 0];
  for (const { point, distance } of known) {
    const weight = Math.exp((nearest - distance) / spread);
    x += weight * point.x;
    y += weight * point.y;
    total += weight;
  }
  return total === 0 ? mapPoint(id, 0, 0) : mapPoint(id, x / total, y / total);
}
