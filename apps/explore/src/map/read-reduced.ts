import type { TrackStore } from '@soundalike/catalog';
import { principalAxes, project } from './principal-axes.ts';
import type { PrincipalAxes } from './principal-axes.ts';

/** Few enough for a quick neighbour search; further axes are mostly noise. */
const REDUCED_DIMS = 50;
/** Number of tracks that the axes are computed from. */
const LANDMARKS = 500;
const READ_BATCH = 500;

/** Tracks with reduced vectors. */
export interface ReducedVectors {
  readonly ids: readonly string[];
  /** One row per track with at most 50 values, most significant first. */
  readonly rows: number[][];
}

/**
 * Read the vectors of these tracks in batches and reduce each to its principal components, so that memory stays small.
 * Tracks that were deleted meanwhile are skipped.
 * @param ids ascending; ids are digests, so every n-th one is a fair sample
 * @param onRead called with the completed share, 0 to 1
 */
export async function readReduced(
  store: Pick<TrackStore, 'vectors'>,
  ids: readonly string[],
  onRead: (share: number) => void,
): Promise<ReducedVectors> {
  const step = Math.max(1, ids.length / LANDMARKS);
  const sampled = Array.from({ length: Math.min(ids.length, LANDMARKS) }, (_, index) => ids[Math.floor(index * step)]!);
  const landmarks = await store.vectors(sampled);
  if (landmarks.length === 0) return { ids: [], rows: [] };
  const axes: PrincipalAxes = principalAxes(
    landmarks.map(({ embedding }) => embedding),
    REDUCED_DIMS,
  );

  const found: string[] = [];
  const rows: number[][] = [];
  for (let start = 0; start < ids.length; start += READ_BATCH) {
    for (const { id, embedding } of await store.vectors(ids.slice(start, start + READ_BATCH))) {
      found.push(id);
      rows.push(project(embedding, axes));
    }
    onRead(Math.min(1, (start + READ_BATCH) / ids.length));
  }
  return { ids: found, rows };
}
