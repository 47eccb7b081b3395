import { Command } from 'commander';
import { station } from '@soundalike/catalog';
import { loadSettings } from '@soundalike/settings';
import { openStore } from '@soundalike/store-opener';
import { addPathOptions } from '../../ask/playlist-paths.ts';
import { readQuery } from '../../ask/read-query.ts';
import { savePlaylist } from '../../ask/save-playlist.ts';
import type { SaveFlags } from '../../ask/save-playlist.ts';
import { addStationOptions, stationOptionsOf } from '../../ask/station-options.ts';
import type { StationFlags } from '../../ask/station-options.ts';
import { playlistJson, playlistSummary, playlistTable } from '../../report/format-playlist.ts';

/** The command `station`: print a playlist. */
export const stationCommand = new Command('station')
  .description('Print a playlist around a song, several songs or an audio file; or save it, so that it renews itself.')
  .enablePositionalOptions()
  .argument('[song...]', 'song: its id, or words of its title, artist or album; quote each if there are several');
addStationOptions(stationCommand).option('--m3u8 <file>', 'also write a playlist');
addPathOptions(stationCommand).option('--json', 'print JSON on stdout');

interface Flags extends StationFlags, SaveFlags {
  readonly json?: boolean;
}

/** Run `station`. */
export async function playStation(signal: AbortSignal): Promise<undefined> {
  const startedAt = performance.now();
  const flags = stationCommand.opts<Flags>();
  const settings = loadSettings();
  await using store = await openStore(settings);
  const options = stationOptionsOf(flags, settings.datasetDir);
  const query = await readQuery(store, stationCommand.args, { ...flags, limits: options }, settings, signal);
  const playlist = await station(store, query, options);
  const tracks = playlist.tracks.map(({ track }) => track);
  await savePlaylist(flags, tracks, settings.datasetDir);
  if (flags.json) {
    process.stdout.write(`${JSON.stringify(playlistJson(playlist))}\n`);
    return;
  }
  process.stdout.write(`${playlistTable(playlist, 'To the songs', process.stdout.columns)}\n`);
  if (tracks.length < flags.length)
    process.stdout.write(`Only ${tracks.length} of ${flags.length}: the library has no others within the limits.\n`);
  process.stdout.write(`${playlistSummary(playlist)}; found in ${Math.round(performance.now() - startedAt)} ms.\n`);
}
