import { metadataOf } from '../model/metadata-of.ts';
import type { TrackMetadata, TrackPath } from '../model/track.ts';
import { mergePaths } from './merge-paths.ts';

/** What two versions of one track are united by. */
type Placed = TrackMetadata & { readonly paths: readonly TrackPath[] };

/**
 * A track over an earlier version of itself: with the paths of both, and the tags of the first of them by name. Hence it does not matter in
 * which order two processes store copies of one recording.
 */
export function uniteTracks<T extends Placed>(before: Placed, track: T): T {
  const paths = mergePaths(before.paths, track.paths);
  const [first] = paths;
  if (first === undefined || track.paths.some(({ path }) => path === first.path)) return { ...track, paths };
  return { ...track, ...metadataOf(before), paths };
}
