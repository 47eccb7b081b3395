import { principalAxes, project } from './principal-axes.ts';
/** Few enough for a quick neighbour search; what the axes beyond say of a track is mostly noise. */
const REDUCED_DIMS = 50;
/** Tracks that the axes are found from. */
const LANDMARKS = 500;
const READ_AT_ONCE = 500;
/**
 * Reads the vectors of these tracks a few at a time and reduces each to its principal components, so that memory stays small.
 * Tracks that are gone by now are left out.
 * @param ids ascending: ids are digests, so that every n-th one is a fair sample
 * @param onRead called with the share that is done, 0 to 1
 */
export async function readReduced(store, ids, onRead) {
  const step = Math.max(1, ids.length / LANDMARKS);
  const sampled = Array.from({ length: Math.min(ids.length, LANDMARKS) }, (_, index) => ids[Math.floor(index * step)]);
  const landmarks = await store.vectors(sampled);
  if (landmarks.length === 0) return { ids: [], rows: [] };
  const axes = principalAxes(
    landmarks.map(({ embedding }) => embedding),
    REDUCED_DIMS,
  );
  const found = [];
  const rows = [];
  for (let start = 0; start < ids.length; start += READ_AT_ONCE) {
    for (const { id, embedding } of await store.vectors(ids.slice(start, start + READ_AT_ONCE))) {
      found.push(id);
      rows.push(project(embedding, axes));
    }
    onRead(Math.min(1, (start + READ_AT_ONCE) / ids.length));
  }
  return { ids: found, rows };
}
