import { CatalogError } from '@soundalike/catalog';

/** The error for a checkpoint that is not what it should be. */
export function checkpointInvalid(message: string, cause?: unknown): CatalogError {
  return new CatalogError('CHECKPOINT_INVALID', message, cause === undefined ? undefined : { cause });
}
