import { SoundalikeError } from '@soundalike/errors';

/** The error for a track, or several, that are not stored. */
export function notFound(what: string): SoundalikeError {
  return new SoundalikeError('TRACK_NOT_FOUND', `track ${what}: expected it to be stored, but it is not`);
}
