import { SoundalikeError } from '@soundalike/errors';
import type { TrackPath } from '../model/track.ts';
import { mergePaths } from './merge-paths.ts';
import type { TrackPatch } from './track-store.ts';

/** The paths of a track once a patch is made. @throws `TRACK_CHANGED` where the first of them is not the one that the patch expects */
export function patchPaths(
  paths: readonly TrackPath[],
  { id, addPaths = [], removePaths, firstPath }: TrackPatch,
): TrackPath[] {
  const patched = mergePaths(paths, addPaths, removePaths);
  const first = patched[0] ?? null;
  if (firstPath !== undefined && !isSame(first, firstPath)) {
    throw new SoundalikeError(
      'TRACK_CHANGED',
      `patch of track ${id}: expected its first path to become ${JSON.stringify(firstPath)}, got ${JSON.stringify(first)}`,
    );
  }
  return patched;
}

function isSame(a: TrackPath | null, b: TrackPath | null): boolean {
  return a?.path === b?.path && a?.size === b?.size && a?.mtimeMs === b?.mtimeMs;
}
