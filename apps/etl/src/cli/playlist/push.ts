import { Command } from 'commander';
import { createWorkDisplay, EXIT_CODE, print, printable, printError, wholeNumber } from '@soundalike/command-line';
import { loadSettings } from '@soundalike/settings';
import { openRecords, openStore } from '@soundalike/store-opener';
import { addLimitOptions } from '../../ask/limit-options.ts';
import { choosePlaylist, LONGEST_PLAYLIST } from '../../players/choose-playlist.ts';
import type { PlaylistFlags } from '../../players/choose-playlist.ts';
import { MadePlaylists } from '../../players/made-playlists.ts';
import { openPlayer } from '../../players/open-player.ts';
import type { PlayerFlags } from '../../players/open-player.ts';
import { pushPlaylist } from '../../players/push-playlist.ts';
import { inWords } from '../../report/track-table.ts';
import { SavedStations } from '../../stations/saved-stations.ts';

/** Songs that the player does not have and that are named. */
const NAMED = 10;

/** The command `playlist push`. */
export const pushCommand = new Command('push')
  .description(
    'Make a playlist on a Subsonic server or MPD, or replace the one that was made there by this name.\n' +
      'Other playlists are never touched. Exits with 3 if the player does not have all of the songs.',
  )
  .option('--subsonic <url>', 'address of a Subsonic server; SUBSONIC_USER and SUBSONIC_PASSWORD log in')
  .option('--mpd [host:port]', 'MPD, and its stored playlists (default: MPD_HOST and MPD_PORT)')
  .option('--name <name>', 'name of the playlist (default: what it was made from)')
  .option('--station <name>', 'push a saved station')
  .option('--like <song...>', 'push songs, and those that sound most like them')
  .option('--from <song>', 'push a journey from this song')
  .option('--to <song>', '… to this song')
  .option('--length <n>', 'number of songs, 30 if not given', wholeNumber(2, LONGEST_PLAYLIST))
  .option('--path-prefix <folder>', 'with --mpd: folder of the library in the music directory of MPD');
addLimitOptions(pushCommand);

/** Run `playlist push`. */
export async function push(signal: AbortSignal): Promise<number> {
  const flags = pushCommand.opts<PlaylistFlags & PlayerFlags>();
  const settings = loadSettings();
  await using store = await openStore(settings);
  await using records = await openRecords(settings);
  const playlist = await choosePlaylist(flags, store, new SavedStations(records), settings.datasetDir);
  await using player = await openPlayer(flags, settings, signal);
  const display = createWorkDisplay('Finding songs', { name: 'songs', perUnit: 1 });
  const { name, songs, missing } = await pushPlaylist(player, new MadePlaylists(records), playlist, (done) => {
    signal.throwIfAborted();
    display.progress(done, playlist.tracks.length);
  }).finally(() => display.stop());
  print(`Pushed ${songs} songs as ${JSON.stringify(printable(name))} to ${player.place}.`);
  if (missing.length === 0) return EXIT_CODE.ok;
  printError(`Left out ${missing.length} of ${playlist.tracks.length} songs, which it does not have:`);
  for (const track of missing.slice(0, NAMED)) printError(`  ${inWords(track)}`);
  if (missing.length > NAMED) printError(`  and ${missing.length - NAMED} more`);
  return EXIT_CODE.someFilesFailed;
}
