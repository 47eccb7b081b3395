import type { ComparableTrack, Track } from '@soundalike/catalog';

/** A song as a player knows it. */
export interface PlayerSong extends ComparableTrack {
  readonly musicBrainzRecordingId: string | null;
  readonly isrc: string | null;
}

/** A playlist that was saved on a player. */
export interface SavedPlaylist {
  /** By which the player's list is known to be the one that was made here: an id, or a digest of its songs. */
  readonly mark: string;
  /** Number of songs that the player has in it. */
  readonly songs: number;
}

/** A program that plays music and keeps playlists. */
export interface Player extends AsyncDisposable {
  /** Address and user, for people and for the records; without secrets. */
  readonly place: string;

  /** Return a name as the player can have it. */
  nameOf(name: string): string;

  /**
   * Refuse a name under which there is a list that was not made here.
   * @param mark of the list that was made here by this name; null if none was
   * @throws `PLAYLIST_WRITE_FAILED`, and the errors of the player
   */
  refuseForeign(name: string, mark: string | null): Promise<void>;

  /** Return the id of the player's song that a track is; null if it has none, or if several can be meant. */
  find(track: Track): Promise<string | null>;

  /**
   * Make a playlist, or replace the songs of the one that was made here.
   * @throws as `refuseForeign`
   */
  save(name: string, songs: readonly string[], mark: string | null): Promise<SavedPlaylist>;
}
