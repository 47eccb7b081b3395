import { CatalogError } from '@soundalike/catalog';

/** When a run may remove what it no longer finds. */
export interface DeletionRules {
  /** Share of the known files, 0 to 1, that may go in one run. */
  readonly maxDeleteShare: number;
  readonly allowDeletions: boolean;
}

/**
 * Refuses to take a share that went missing for a share that was deleted: an unmounted disk looks the same.
 * @throws `DELETION_REFUSED`
 */
export function guardDeletions(known: number, vanished: number, rules: DeletionRules): void {
  if (rules.allowDeletions || vanished <= known * rules.maxDeleteShare) return;
  throw new CatalogError(
    'DELETION_REFUSED',
    `${vanished} of ${known} known files are gone, more than the share ${rules.maxDeleteShare} that MAX_DELETE_SHARE allows; ` +
      'nothing was removed. Check that the whole library is there, or pass --allow-deletions',
  );
}
