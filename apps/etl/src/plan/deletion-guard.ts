import { SoundalikeError } from '@soundalike/errors';

/** How many files a run may remove from the store. */
export interface DeletionRules {
  /** Share of the known files, 0 to 1, that one run may remove. */
  readonly maxDeleteShare: number;
  /** Remove any number of files. */
  readonly allowDeletions: boolean;
}

/**
 * Refuse to remove too great a share of the files: they may not be deleted, but on a disk that is not mounted.
 * @returns the `DELETION_REFUSED` to report, or null if the vanished files may be removed
 */
export function deletionRefusal(known: number, vanished: number, rules: DeletionRules): SoundalikeError | null {
  if (mayRemove(known, vanished, rules)) return null;
  return new SoundalikeError(
    'DELETION_REFUSED',
    `${vanished} of ${known} known files are missing, more than MAX_DELETE_SHARE (${rules.maxDeleteShare}) allows; ` +
      'nothing was removed. Check that the disk with the library is mounted and that DATASET_EXCLUDE and marker files ' +
      'leave out only what they should, or pass --allow-deletions',
  );
}

/**
 * Refuse to serve a space instead of another one that has many more tracks: readers would lose the difference.
 * @param servedTracks number of tracks in the space that is served now
 * @returns the `DELETION_REFUSED` to report, or null if the new space may be served
 */
export function servingRefusal(servedTracks: number, newTracks: number, rules: DeletionRules): SoundalikeError | null {
  if (mayRemove(servedTracks, servedTracks - newTracks, rules)) return null;
  return new SoundalikeError(
    'DELETION_REFUSED',
    `the new space has ${newTracks} tracks instead of ${servedTracks}, fewer than MAX_DELETE_SHARE ` +
      `(${rules.maxDeleteShare}) allows; the previous space is still served. ` +
      'Check that the disk with the library is mounted, or pass --allow-deletions',
  );
}

function mayRemove(known: number, lost: number, { maxDeleteShare, allowDeletions }: DeletionRules): boolean {
  return allowDeletions || lost <= known * maxDeleteShare;
}
