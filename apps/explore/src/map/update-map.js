import { arrange } from './arrange.ts';
import { mapPoint } from './library-map.ts';
import { planMap } from './map-plan.ts';
import { place } from './place.ts';
import { readReduced } from './read-reduced.ts';
/**
 * Brings a map up to date with its library: as it is where nothing changed; with new tracks put among the old where few came; else laid out anew.
 * @param map the map so far; null: there is none, or it is not wanted any more
 */
export async function updateMap(store, map, onProgress) {
  const ids = [];
  for await (const { id } of store.list()) ids.push(id);
  const plan = planMap(map, ids);
  if (map !== null && plan.action === 'keep') return map;
  if (map !== null && plan.action === 'extend') {
    const placed = await place(store, plan.added, map.points, (share) => onProgress({ stage: 'placing', share }));
    return {
      ...map,
      placed: map.placed + placed.length,
      points: [...map.points.filter(({ id }) => plan.remaining.has(id)), ...placed],
    };
  }
  return layOut(store, ids, onProgress);
}
async function layOut(store, ids, onProgress) {
  const reduced = await readReduced(store, ids, (share) => onProgress({ stage: 'reading', share }));
  const positions = arrange(reduced.rows, onProgress);
  const points = positions.map(([x, y], index) => mapPoint(reduced.ids[index], x, y));
  return { spaceId: store.space.id, laidOut: points.length, placed: 0, points };
}
