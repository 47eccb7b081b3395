import { SoundalikeError } from '@soundalike/errors';
import { metadataOf } from '../model/track.ts';
import type { TrackMetadata, TrackPath } from '../model/track.ts';
import type { TrackPatch } from './track-store.ts';

/** Return the paths with others added (replacing those of the same name) and some removed; by name, ascending. */
export function mergePaths(
  paths: readonly TrackPath[],
  added: readonly TrackPath[],
  removed: readonly string[] = [],
): TrackPath[] {
  const byName = new Map([...paths, ...added].map((path) => [path.path, path]));
  for (const name of removed) byName.delete(name);
  return [...byName.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/**
 * Return the paths of a track after a patch.
 * @throws `TRACK_CHANGED` if the first of them is not the one that the patch expects
 */
export function patchPaths(
  paths: readonly TrackPath[],
  { id, addPaths = [], removePaths, firstPath }: TrackPatch,
): TrackPath[] {
  const patched = mergePaths(paths, addPaths, removePaths);
  const first = patched[0] ?? null;
  if (firstPath !== undefined && !isSame(first, firstPath)) {
    throw new SoundalikeError(
      'TRACK_CHANGED',
      `track ${id}: its files changed during the update; read it and try again (its first path should become ` +
        `${JSON.stringify(firstPath)}, but would be ${JSON.stringify(first)})`,
    );
  }
  return patched;
}

function isSame(a: TrackPath | null, b: TrackPath | null): boolean {
  return a?.path === b?.path && a?.size === b?.size && a?.mtimeMs === b?.mtimeMs;
}

/** The fields that two versions of one track are merged by. */
type TrackFiles = TrackMetadata & { readonly paths: readonly TrackPath[] };

/**
 * Return a track merged with its stored version: with the paths of both, and the tags of the first path by name. So it
 * does not matter in which order two processes store copies of one recording.
 */
export function uniteTracks<T extends TrackFiles>(before: TrackFiles, track: T): T {
  const paths = mergePaths(before.paths, track.paths);
  const [first] = paths;
  if (first === undefined || track.paths.some(({ path }) => path === first.path)) return { ...track, paths };
  return { ...track, ...metadataOf(before), paths };
}
