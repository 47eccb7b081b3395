import { print } from '@soundalike/command-line';
import { Command } from 'commander';
import { SoundalikeError } from '@soundalike/errors';
import { loadSettings } from '@soundalike/settings';
import { openRecords, openStore } from '@soundalike/store-opener';
import { readQuery } from '../../ask/read-query.ts';
import { addStationOptions, stationOptionsOf } from '../../ask/station-options.ts';
import type { StationFlags } from '../../ask/station-options.ts';
import { inWords } from '../../report/track-table.ts';
import { playSaved, writeSaved } from '../../stations/renew-stations.ts';
import { SavedStations } from '../../stations/saved-stations.ts';
import type { SavedStation } from '../../stations/saved-stations.ts';
import { removeStationFile, stationFile, stationName } from '../../stations/station-file.ts';

/** The command `station save`. */
export const saveCommand = new Command('save')
  .description(
    'Save a station. Its playlist is written to PLAYLIST_DIR now and after each run of the ETL that changed the library.',
  )
  .argument('<name>', 'name of the station, and of its file')
  .argument('[song...]', 'song: its id, or words of its title, artist or album; quote each if there are several');
addStationOptions(saveCommand).option(
  '--path-prefix <folder>',
  'write paths below this folder, as a player in a container sees the music (default: relative to the playlist)',
);

interface Flags extends StationFlags {
  readonly pathPrefix?: string;
}

/** Run `station save`. */
export async function saveStation(signal: AbortSignal): Promise<undefined> {
  const flags = saveCommand.opts<Flags>();
  const [text = '', ...songs] = saveCommand.args;
  const name = stationName(text);
  if (songs.length + (flags.seed?.length ?? 0) === 0 && flags.file === undefined)
    throw new SoundalikeError('USAGE', `name a song to save station ${JSON.stringify(name)} around`);
  const settings = loadSettings();
  await using store = await openStore(settings);
  await using records = await openRecords(settings);
  const { seeds, away, clip } = await readQuery(store, songs, flags, settings, signal);
  if (clip && clip.inLibrary === null)
    throw new SoundalikeError('USAGE', `${clip.file} is not in the library, so no station around it can be saved`);
  const saved: SavedStation = {
    name,
    like: (clip?.inLibrary ? [...seeds, clip.inLibrary] : seeds).map(({ id }) => id),
    unlike: away.map(({ id }) => id),
    songs: seeds.map(inWords),
    options: { randomSeed: Math.floor(Math.random() * 2 ** 32), ...stationOptionsOf(flags, settings.datasetDir) },
    pathPrefix: flags.pathPrefix ?? null,
    savedAt: new Date().toISOString(),
  };
  const playlist = await playSaved(store, saved);
  const stations = new SavedStations(records);
  const before = await stations.find(name);
  const { playlistDir } = settings;
  // The same name in another letter case is the same station, but another file on most systems.
  if (playlistDir !== null && before !== null && before.name !== name)
    await removeStationFile(playlistDir, before.name);
  if (playlistDir !== null) await writeSaved(saved, playlist, { ...settings, playlistDir });
  await stations.save(saved);
  const written =
    playlistDir === null
      ? 'set PLAYLIST_DIR to have its playlist written'
      : `its playlist is ${stationFile(playlistDir, name)}`;
  print(`Saved station ${name}, ${playlist.tracks.length} tracks; ${written}.`);
}
