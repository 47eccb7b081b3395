import { CatalogError } from '@soundalike/catalog';

/** A fault of a checkpoint file; the message says what was expected and what came. */
export function checkpointInvalid(message: string, cause?: unknown): CatalogError {
  return new CatalogError('CHECKPOINT_INVALID', `checkpoint: ${message}`, { cause });
}
