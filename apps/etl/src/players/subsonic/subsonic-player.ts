import { isSoundalikeError, SoundalikeError } from '@soundalike/errors';
import type { Track } from '@soundalike/catalog';
import { findSongOf } from '../find-song.ts';
import { foreignPlaylist } from '../foreign-playlist.ts';
import type { Player, PlayerSong, SavedPlaylist } from '../player.ts';
import { playerSong, songSource } from '../song-source.ts';
import { CREATED, ENTRIES, FOUND_SONGS, NOTHING, PLAYLISTS, TOKEN_INFO } from './answers.ts';
import type { SubsonicPlaylist, SubsonicSong } from './answers.ts';
import { SubsonicClient } from './subsonic-client.ts';
import type { SubsonicOptions } from './subsonic-client.ts';

/** Most songs of a search. */
const MOST_FOUND = 200;

/** A Subsonic server. The mark of a playlist is its id. */
export class SubsonicPlayer implements Player {
  readonly place: string;
  readonly #client: SubsonicClient;
  /** Name of the user as the server has it; null if an API key does not tell. */
  readonly #user: string | null;

  private constructor(client: SubsonicClient, address: string, user: string | null) {
    this.#client = client;
    this.#user = user;
    this.place = user === null ? address : `${user} on ${address}`;
  }

  /** Log in to a server. @throws as `SubsonicClient.call` */
  static async open(options: SubsonicOptions): Promise<SubsonicPlayer> {
    const client = new SubsonicClient(options);
    try {
      await client.call('ping', [], NOTHING);
      const user = options.login.apiKey === null ? options.login.user : await userOfKey(client);
      return new SubsonicPlayer(client, options.address, user);
    } catch (error) {
      await client[Symbol.asyncDispose]();
      throw error;
    }
  }

  nameOf(name: string): string {
    return name;
  }

  async refuseForeign(name: string, mark: string | null): Promise<void> {
    this.#made(await this.#listed(name), name, mark);
  }

  find(track: Track): Promise<string | null> {
    return findSongOf(
      track,
      songSource(track, (text) => this.#search(text)),
    );
  }

  async save(name: string, songs: readonly string[], mark: string | null): Promise<SavedPlaylist> {
    const before = await this.#listed(name);
    const made = this.#made(before, name, mark);
    const which: [string, string] = made === null ? ['name', name] : ['playlistId', made.id];
    const ids = songs.map((song): [string, string] => ['songId', song]);
    const { playlist } = await this.#client.call('createPlaylist', [which, ...ids], CREATED);
    const id = made?.id ?? playlist?.id ?? (await this.#idOfNew(name, before));
    const saved = await this.#client.call('getPlaylist', [['id', id]], ENTRIES);
    return { mark: id, songs: saved.playlist.entry.length };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client[Symbol.asyncDispose]();
  }

  /** Return the list that was made here; null if there is none by this name. @throws `PLAYLIST_WRITE_FAILED` */
  #made(listed: readonly SubsonicPlaylist[], name: string, mark: string | null): SubsonicPlaylist | null {
    // A list with another name was renamed by its user, or has the id of one that is gone: it is left alone.
    const made = listed.find(({ id }) => id === mark);
    if (made) return made;
    if (listed.length > 0) throw foreignPlaylist(this.place, name, 'it was not made here');
    return null;
  }

  /** Return the lists of the user by this name; those of others that are public are listed as well. */
  async #listed(name: string): Promise<SubsonicPlaylist[]> {
    const { playlists } = await this.#client.call('getPlaylists', [], PLAYLISTS);
    return (playlists?.playlist ?? []).filter(
      (list) =>
        isSameName(list.name, name) && (!list.owner || this.#user === null || isSameUser(list.owner, this.#user)),
    );
  }

  async #idOfNew(name: string, before: readonly SubsonicPlaylist[]): Promise<string> {
    const old = new Set(before.map(({ id }) => id));
    const [made, ...others] = (await this.#listed(name)).filter(({ id }) => !old.has(id));
    if (made !== undefined && others.length === 0) return made.id;
    throw new SoundalikeError(
      'PLAYER_REFUSED',
      `${this.place} took the playlist ${JSON.stringify(name)} but does not list it; look for it in your player`,
    );
  }

  async #search(query: string): Promise<PlayerSong[]> {
    const { searchResult3 } = await this.#client.call(
      'search3',
      [
        ['query', query],
        ['songCount', String(MOST_FOUND)],
        ['artistCount', '0'],
        ['albumCount', '0'],
      ],
      FOUND_SONGS,
    );
    return (searchResult3?.song ?? []).map(songOf);
  }
}

/** Return the user of an API key; null if the server does not tell. */
async function userOfKey(client: SubsonicClient): Promise<string | null> {
  try {
    return (await client.call('tokenInfo', [], TOKEN_INFO)).tokenInfo.username;
  } catch (error) {
    if (isSoundalikeError(error, 'PLAYER_REFUSED') || isSoundalikeError(error, 'USAGE')) return null;
    throw error;
  }
}

function songOf({ id, title, artist, artists, album, duration, discNumber, track, ...ids }: SubsonicSong): PlayerSong {
  return playerSong({
    id,
    title,
    artist: artist ?? null,
    artists: artists?.map(({ name }) => name),
    album: album ?? null,
    durationSeconds: duration ?? 0,
    discNo: discNumber ?? null,
    trackNo: track ?? null,
    musicBrainzRecordingId: ids.musicBrainzId ?? null,
    isrc: ids.isrc?.[0] ?? null,
  });
}

function isSameName(a: string, b: string): boolean {
  return a.normalize('NFC').trim() === b.normalize('NFC').trim();
}

function isSameUser(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
