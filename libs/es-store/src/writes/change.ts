import { patchPaths, uniteTracks } from '@soundalike/catalog';
import type { TrackPatch, TrackPath } from '@soundalike/catalog';
import { metadataDocument, pathsDocument } from '../mapping/track-document.ts';
import type { TrackDocument } from '../mapping/track-document.ts';
import { trackNotFound } from './stored-state.ts';
import type { StoredState } from './stored-state.ts';

/** A write to one track. */
export type Write =
  | { readonly kind: 'create' | 'index'; readonly document: TrackDocument }
  | { readonly kind: 'update'; readonly document: Readonly<Record<string, unknown>> }
  | { readonly kind: 'delete' };

/**
 * Decides from the stored state of a track how to write it; null: not at all. Called again if another process changed
 * the track before the write.
 */
export type Change = (stored: StoredState | null) => Write | null;

/** Insert a track, or replace the stored one and unite the two. */
export function upsertChange(document: TrackDocument): Change {
  return (stored) => {
    const united = uniteTracks(stored ?? document, document);
    return {
      kind: stored === null ? 'create' : 'index',
      document: { ...united, ...metadataDocument(united), ...pathsDocument(united.paths) },
    };
  };
}

/**
 * Apply patches of one track, one after the other. The change throws `TRACK_CHANGED`, and `TRACK_NOT_FOUND` for a track
 * that was deleted meanwhile.
 */
export function patchChange(patches: readonly TrackPatch[]): Change {
  return (stored) => {
    if (stored === null) throw trackNotFound(patches[0]!.id);
    const paths = patches.reduce<readonly TrackPath[]>(patchPaths, stored.paths);
    const metadata = patches.findLast((patch) => patch.metadata)?.metadata;
    return { kind: 'update', document: { ...pathsDocument(paths), ...(metadata && metadataDocument(metadata)) } };
  };
}

/** Delete a track, or only one that has no path left. */
export function deleteChange(withoutPathsOnly: boolean): Change {
  return (stored) => (stored === null || (withoutPathsOnly && stored.paths.length > 0) ? null : { kind: 'delete' });
}
