import type { TrackStore } from '@soundalike/catalog';
import { arrange } from './arrange.ts';
import { mapPoint } from './library-map.ts';
import type { LibraryMap, MapProgress } from './library-map.ts';
import { placeTracks } from './place-tracks.ts';
import { readReduced } from './read-reduced.ts';

/** Largest share of new tracks to place among the old ones; beyond it, the old layout is outdated. */
const MAX_PLACED_SHARE = 0.25;

/** Action that brings a map up to date with its library. */
type MapPlan =
  | { readonly action: 'keep' }
  | { readonly action: 'extend'; readonly added: string[]; readonly remaining: ReadonlySet<string> }
  | { readonly action: 'lay out' };

/**
 * Bring a map up to date with its library: keep it if nothing changed, place new tracks among the old ones if there are
 * few, or else lay everything out again.
 * @param map the latest map; null if there is none, or to lay everything out again
 */
export async function updateMap(
  store: TrackStore,
  map: LibraryMap | null,
  onProgress: (progress: MapProgress) => void,
): Promise<LibraryMap> {
  const ids: string[] = [];
  for await (const { id } of store.list()) ids.push(id);
  const plan = planMap(map, ids);
  if (map !== null && plan.action === 'keep') return map;
  if (map !== null && plan.action === 'extend') {
    const placed = await placeTracks(store, plan.added, map.points, (share) => onProgress({ stage: 'placing', share }));
    return {
      ...map,
      placed: map.placed + placed.length,
      points: [...map.points.filter(({ id }) => plan.remaining.has(id)), ...placed],
    };
  }
  return layOut(store, ids, onProgress);
}

function planMap(map: LibraryMap | null, ids: readonly string[]): MapPlan {
  if (map === null) return { action: 'lay out' };
  const known = new Set(map.points.map(({ id }) => id));
  const added = ids.filter((id) => !known.has(id));
  if (map.placed + added.length > MAX_PLACED_SHARE * map.laidOut) return { action: 'lay out' };
  if (added.length === 0 && ids.length === known.size) return { action: 'keep' };
  return { action: 'extend', added, remaining: new Set(ids) };
}

async function layOut(
  store: TrackStore,
  ids: readonly string[],
  onProgress: (progress: MapProgress) => void,
): Promise<LibraryMap> {
  const reduced = await readReduced(store, ids, (share) => onProgress({ stage: 'reading', share }));
  const positions = arrange(reduced.rows, onProgress);
  const points = positions.map(([x, y], index) => mapPoint(reduced.ids[index]!, x, y));
  return { spaceId: store.space.id, laidOut: points.length, placed: 0, points, legends: null };
}
