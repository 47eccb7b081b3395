import { SoundalikeError } from '@soundalike/errors';
import type { Track } from '@soundalike/catalog';
import type { MadePlaylists } from './made-playlists.ts';
import type { Player } from './player.ts';

/** What became of a pushed playlist. */
export interface PushedPlaylist {
  /** Name as the player has it. */
  readonly name: string;
  /** Number of songs that the player has in it. */
  readonly songs: number;
  /** Tracks that the player does not have. */
  readonly missing: readonly Track[];
}

/** A playlist to push. */
export interface PlaylistToPush {
  readonly name: string;
  readonly tracks: readonly Track[];
}

/**
 * Make a playlist on a player, or replace the one that was made there by this name. Tracks that the player does not
 * have are left out.
 * @param progress receives the number of tracks that were looked for
 * @throws `PLAYLIST_WRITE_FAILED` if there is a list of this name that was not made here; `TRACK_NOT_FOUND` if the
 * player has none of the tracks (nothing is changed then); and the errors of the player and the records
 */
export async function pushPlaylist(
  player: Player,
  made: MadePlaylists,
  { name: wanted, tracks }: PlaylistToPush,
  progress: (done: number) => void,
): Promise<PushedPlaylist> {
  const name = player.nameOf(wanted);
  const mark = await made.find(player.place, name);
  await player.refuseForeign(name, mark);
  const found = new Set<string>();
  const missing: Track[] = [];
  for (const [index, track] of tracks.entries()) {
    const id = await player.find(track);
    if (id === null) missing.push(track);
    else found.add(id);
    progress(index + 1);
  }
  if (found.size === 0) {
    throw new SoundalikeError(
      'TRACK_NOT_FOUND',
      `${player.place} has none of the ${tracks.length} songs, so nothing was changed; ` +
        'check that it plays the same music, and that it has scanned it',
    );
  }
  const saved = await player.save(name, [...found], mark);
  await made.remember(player.place, name, saved.mark);
  return { name, songs: saved.songs, missing };
}
