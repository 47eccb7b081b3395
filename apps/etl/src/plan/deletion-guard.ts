import { SoundalikeError } from '@soundalike/errors';

/** When a run may remove what it no longer finds. */
export interface DeletionRules {
  /** Share of the known files, 0 to 1, that may go in one run. */
  readonly maxDeleteShare: number;
  readonly allowDeletions: boolean;
}

/**
 * Tells a share that was deleted from a share that went missing: an unmounted disk looks the same.
 * @returns the `DELETION_REFUSED` to report, or null where the vanished files may be removed
 */
export function deletionRefusal(known: number, vanished: number, rules: DeletionRules): SoundalikeError | null {
  if (mayGo(known, vanished, rules)) return null;
  return new SoundalikeError(
    'DELETION_REFUSED',
    `${vanished} of ${known} known files are gone, more than the share ${rules.maxDeleteShare} that MAX_DELETE_SHARE allows; ` +
      'nothing was removed. Check that the whole library is there, or pass --allow-deletions',
  );
}

/**
 * The same for a space that is to be served in the place of another: readers would lose what it does not have.
 * @param servedTracks tracks of the space that is served now
 * @returns the `DELETION_REFUSED` to report, or null where the new space may be served
 */
export function servingRefusal(servedTracks: number, newTracks: number, rules: DeletionRules): SoundalikeError | null {
  if (mayGo(servedTracks, servedTracks - newTracks, rules)) return null;
  return new SoundalikeError(
    'DELETION_REFUSED',
    `the new space has ${newTracks} tracks in the place of ${servedTracks}, fewer than MAX_DELETE_SHARE ${rules.maxDeleteShare} allows; ` +
      'the one before is still served. Check that the whole library is there, or pass --allow-deletions',
  );
}

function mayGo(known: number, gone: number, { maxDeleteShare, allowDeletions }: DeletionRules): boolean {
  return allowDeletions || gone <= known * maxDeleteShare;
}
