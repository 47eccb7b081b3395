import { patchPaths, uniteTracks } from '@soundalike/catalog';
import type { TrackPatch, TrackPath } from '@soundalike/catalog';
import { metadataDocument } from '../mapping/track-document.ts';
import type { TrackDocument } from '../mapping/track-document.ts';
import { notFound } from './not-found.ts';
import type { StoredState } from './stored-state.ts';

/** What is to be written of one track. */
export type Write =
  | { readonly kind: 'create' | 'index'; readonly document: TrackDocument }
  | { readonly kind: 'update'; readonly document: Readonly<Record<string, unknown>> }
  | { readonly kind: 'delete' };

/** Decides from what is stored now what is to be written; null: nothing. Asked again when somebody else was quicker. */
export type Change = (stored: StoredState | null) => Write | null;

/** Inserts a track, or replaces the stored one and unites the two. */
export function upsertChange(document: TrackDocument): Change {
  return (stored) => {
    const united = uniteTracks(stored ?? document, document);
    return { kind: stored === null ? 'create' : 'index', document: { ...united, ...metadataDocument(united) } };
  };
}

/** Applies patches of one track, one after the other. The change throws `TRACK_CHANGED`, and `TRACK_NOT_FOUND` for a track that was deleted meanwhile. */
export function patchChange(patches: readonly TrackPatch[]): Change {
  return (stored) => {
    if (stored === null) throw notFound(patches[0]!.id);
    const paths = patches.reduce<readonly TrackPath[]>(patchPaths, stored.paths);
    const metadata = patches.findLast((patch) => patch.metadata)?.metadata;
    return { kind: 'update', document: { paths, ...(metadata && metadataDocument(metadata)) } };
  };
}

/** Removes a track, or only one that has no path left. */
export function deleteChange(withoutPathsOnly: boolean): Change {
  return (stored) => (stored === null || (withoutPathsOnly && stored.paths.length > 0) ? null : { kind: 'delete' });
}
