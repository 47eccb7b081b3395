import { SoundalikeError } from '@soundalike/errors';

/** Return the error that a player has a list of this name that is left alone. */
export function foreignPlaylist(place: string, name: string, reason: string): SoundalikeError {
  return new SoundalikeError(
    'PLAYLIST_WRITE_FAILED',
    `${place}: the playlist ${JSON.stringify(name)} was left as it is, because ${reason}; ` +
      'choose another --name, or delete or rename the playlist in your player',
  );
}
