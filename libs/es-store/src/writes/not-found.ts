import { CatalogError } from '@soundalike/catalog';

/** The error for a track, or several, that are not stored. */
export function notFound(what: string): CatalogError {
  return new CatalogError('TRACK_NOT_FOUND', `track ${what}: expected it to be stored, but it is not`);
}
