import { didYouMean, print } from '@soundalike/command-line';
import { Command } from 'commander';
import { station } from '@soundalike/catalog';
import { isSoundalikeError, SoundalikeError } from '@soundalike/errors';
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
  const query = await readQuery(store, stationCommand.args, { ...flags, limits: options }, settings, signal).catch(
    suggestCommand,
  );
  const playlist = await station(store, query, options);
  const tracks = playlist.tracks.map(({ track }) => track);
  await savePlaylist(flags, tracks, settings.datasetDir);
  if (flags.json) {
    process.stdout.write(`${JSON.stringify(playlistJson(playlist))}\n`);
    return;
  }
  process.stdout.write(`${playlistTable(playlist, 'To the songs', process.stdout.columns)}\n`);
  if (tracks.length < flags.length)
    print(`Only ${tracks.length} of ${flags.length}: the library has no others within the limits.`);
  print(`${playlistSummary(playlist)}; found in ${Math.round(performance.now() - startedAt)} ms.`);
}

/** Of a word that is no song, say which command it may mean: `station lst`. */
function suggestCommand(error: unknown): never {
  const [word = '', ...others] = stationCommand.args;
  const names = stationCommand.commands.map((command) => command.name());
  const suggestion = others.length > 0 ? '' : didYouMean(word, names);
  if (!isSoundalikeError(error, 'TRACK_NOT_FOUND') || suggestion === '') throw error;
  throw new SoundalikeError('TRACK_NOT_FOUND', `${error.message} ${suggestion}`, { cause: error });
}
