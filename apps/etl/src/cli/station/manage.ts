import { Command } from 'commander';
import { SoundalikeError } from '@soundalike/errors';
import { EXIT_CODE, print, printable } from '@soundalike/command-line';
import { loadSettings } from '@soundalike/settings';
import { openRecords, openStore } from '@soundalike/store-opener';
import { renewalLines } from '../../stations/renewal-lines.ts';
import { renewStations } from '../../stations/renew-stations.ts';
import { SavedStations } from '../../stations/saved-stations.ts';
import { removeStationFile, stationFile } from '../../stations/station-file.ts';

/** The command `station list`. */
export const listCommand = new Command('list')
  .description('List the saved stations.')
  .option('--json', 'print JSON on stdout');

/** Run `station list`. */
export async function listStations(): Promise<undefined> {
  const settings = loadSettings();
  await using records = await openRecords(settings, { readOnly: true });
  const stations = await new SavedStations(records).list();
  const { playlistDir } = settings;
  const listed = stations.map((saved) => ({
    ...saved,
    file: playlistDir === null ? null : stationFile(playlistDir, saved.name),
  }));
  if (listCommand.opts<{ json?: boolean }>().json) process.stdout.write(`${JSON.stringify(listed)}\n`);
  else if (listed.length === 0) print('No station is saved. Save one: npm run -s station -- save NAME SONG');
  for (const { name, songs, options, file } of listCommand.opts<{ json?: boolean }>().json ? [] : listed)
    print(
      `${printable(name)}: ${options.length} tracks around ${songs.map(printable).join('; ')}` +
        (file === null ? '' : ` → ${printable(file)}`),
      2,
    );
}

/** The command `station delete`. */
export const deleteCommand = new Command('delete')
  .description('Delete a saved station and its playlist in PLAYLIST_DIR.')
  .argument('<name>', 'name of the station');

/** Run `station delete`. */
export async function deleteStation(): Promise<undefined> {
  const [name = ''] = deleteCommand.args;
  const settings = loadSettings();
  await using records = await openRecords(settings);
  const stations = new SavedStations(records);
  const saved = await stations.find(name);
  if (!saved)
    throw new SoundalikeError('USAGE', `no station ${JSON.stringify(name)} is saved; see: npm run -s station -- list`);
  const removed = settings.playlistDir !== null && (await removeStationFile(settings.playlistDir, saved.name));
  await stations.delete(name);
  print(`Deleted station ${printable(saved.name)}${removed ? ' and its playlist' : ''}.`);
}

/** The command `station renew`. */
export const renewCommand = new Command('renew').description(
  'Make all saved stations again and write their playlists to PLAYLIST_DIR, as a run of the ETL does.',
);

/** Run `station renew`. */
export async function renewSaved(): Promise<number> {
  const settings = loadSettings();
  const { playlistDir } = settings;
  if (playlistDir === null)
    throw new SoundalikeError('CONFIG_INVALID', 'PLAYLIST_DIR must be set to the folder that playlists are written to');
  await using store = await openStore(settings);
  await using records = await openRecords(settings, { readOnly: true });
  const renewed = await renewStations(store, new SavedStations(records), { ...settings, playlistDir });
  for (const line of renewalLines(renewed)) print(line);
  return renewed.some(({ failure }) => failure !== null) ? EXIT_CODE.failed : EXIT_CODE.ok;
}
