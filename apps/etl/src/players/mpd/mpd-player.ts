import { createHash, randomUUID } from 'node:crypto';
import type { Track } from '@soundalike/catalog';
import { findSongOf } from '../find-song.ts';
import { foreignPlaylist } from '../foreign-playlist.ts';
import type { Player, PlayerSong, SavedPlaylist } from '../player.ts';
import { songSource } from '../song-source.ts';
import { MpdConnection } from './mpd-connection.ts';
import type { MpdCommand, MpdOptions } from './mpd-connection.ts';
import { isMpdFailure, MPD_ERROR } from './mpd-failures.ts';
import { songsOf } from './mpd-songs.ts';

/** What a player needs to know. */
export interface MpdPlayerOptions extends MpdOptions {
  /** Folder of the library in MPD's music directory, with `/` between folders; empty: the directory itself. */
  readonly prefix: string;
}

/** Most songs of a search. */
const MOST_FOUND = 200;

/**
 * MPD and its stored playlists. They have no ids, so the mark of one is a digest of its songs: a list that was changed
 * since is as foreign as one that was made by others.
 */
export class MpdPlayer implements Player {
  readonly place: string;
  readonly #connection: MpdConnection;
  readonly #prefix: string;

  private constructor(connection: MpdConnection, place: string, prefix: string) {
    this.#connection = connection;
    this.place = place;
    this.#prefix = prefix.replace(/^\/+|\/+$/gu, '');
  }

  /** Connect to MPD. @throws as `MpdConnection.open` */
  static async open({ prefix, ...options }: MpdPlayerOptions): Promise<MpdPlayer> {
    return new MpdPlayer(await MpdConnection.open(options), `MPD at ${options.address.shown}`, prefix);
  }

  /** A list is a file of MPD, whose name has no slash. */
  nameOf(name: string): string {
    return name.replaceAll('/', '-');
  }

  async refuseForeign(name: string, mark: string | null): Promise<void> {
    await this.#exists(name, mark);
  }

  /** Find a song by the path of its file, or else by MPD's search. */
  async find(track: Track): Promise<string | null> {
    for (const { path } of track.paths) {
      const [song] = await this.#songs('find', 'file', this.#prefix === '' ? path : `${this.#prefix}/${path}`);
      if (song) return song.id;
    }
    const source = songSource(track, (text) => this.#songs('search', 'title', text));
    return findSongOf(track, {
      search: (text, limit) => source.search(text, limit),
      findByIdentifier: (kind, value, limit) =>
        kind === 'isrc'
          ? source.findByIdentifier(kind, value, limit)
          : this.#songs('find', 'MUSICBRAINZ_TRACKID', value),
    });
  }

  async save(name: string, songs: readonly string[], mark: string | null): Promise<SavedPlaylist> {
    const exists = await this.#exists(name, mark);
    // A list that is not complete never has the name.
    const unfinished = `soundalike-${randomUUID()}`;
    const commands = songs.map((song): MpdCommand => ['playlistadd', unfinished, song]);
    const removal: MpdCommand[] = exists ? [['rm', name]] : [];
    try {
      await this.#connection.sendAll([...commands, ...removal, ['rename', unfinished, name]]);
    } catch (error) {
      await this.#connection.send('rm', unfinished).catch(() => undefined);
      throw error;
    }
    const saved = (await this.#stored(name)) ?? [];
    return { mark: digestOf(saved), songs: saved.length };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#connection[Symbol.asyncDispose]();
  }

  /** Return whether there is a list by this name, which was made here. @throws `PLAYLIST_WRITE_FAILED` if it was not */
  async #exists(name: string, mark: string | null): Promise<boolean> {
    const stored = await this.#stored(name);
    if (stored === null) return false;
    if (mark === null) throw foreignPlaylist(this.place, name, 'it was not made here');
    if (digestOf(stored) !== mark) throw foreignPlaylist(this.place, name, 'it was changed since it was pushed');
    return true;
  }

  /** Return the songs of a stored list; null if there is none. */
  async #stored(name: string): Promise<string[] | null> {
    const lists = await this.#connection.send('listplaylists');
    if (!lists.some(([kind, value]) => kind === 'playlist' && value === name)) return null;
    try {
      const songs = await this.#connection.send('listplaylist', name);
      return songs.flatMap(([kind, value]) => (kind === 'file' ? [value] : []));
    } catch (error) {
      if (isMpdFailure(error, MPD_ERROR.missing)) return null;
      throw error;
    }
  }

  async #songs(command: 'find' | 'search', tag: string, value: string): Promise<PlayerSong[]> {
    // MPD takes no line breaks, and an old one or one that is set up so does not know every tag: nothing is found then.
    try {
      return songsOf(await this.#connection.send(command, tag, value, 'window', `0:${MOST_FOUND}`));
    } catch (error) {
      if (isMpdFailure(error, MPD_ERROR.argument)) return [];
      throw error;
    }
  }
}

function digestOf(songs: readonly string[]): string {
  return createHash('sha256').update(songs.join('\n')).digest('hex');
}
