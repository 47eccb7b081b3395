import { Command } from 'commander';
import { journey } from '@soundalike/catalog';
import { print, runCommand, wholeNumber } from '@soundalike/command-line';
import { loadSettings } from '@soundalike/settings';
import { openStore } from '@soundalike/store-opener';
import { addLimitOptions, limitsOf } from '../ask/limit-options.ts';
import type { LimitFlags } from '../ask/limit-options.ts';
import { addPathOptions } from '../ask/playlist-paths.ts';
import { listOnStderr, readSong } from '../ask/read-songs.ts';
import { savePlaylist } from '../ask/save-playlist.ts';
import type { SaveFlags } from '../ask/save-playlist.ts';
import { playlistJson, playlistSummary, playlistTable } from '../report/format-playlist.ts';

/** More would be neither a journey nor quick. */
const LONGEST = 200;

const program = new Command('journey')
  .description('Print a way from one song to another: each track is a little more like the end.')
  .argument('<from>', 'song to begin with: its id, or words of its title, artist or album')
  .argument('<to>', 'song to end with')
  .option('--length <n>', 'number of tracks, with both songs', wholeNumber(2, LONGEST), 12);
addLimitOptions(program).option('--m3u8 <file>', 'also write a playlist');
addPathOptions(program).option('--json', 'print JSON on stdout');

interface Flags extends LimitFlags, SaveFlags {
  readonly length: number;
  readonly json?: boolean;
}

await runCommand(program, async () => {
  const startedAt = performance.now();
  const flags = program.opts<Flags>();
  const [from = '', to = ''] = program.args;
  const settings = loadSettings();
  await using store = await openStore(settings);
  const ends = [await readSong(store, from, listOnStderr), await readSong(store, to, listOnStderr)] as const;
  const way = await journey(store, ...ends, { ...limitsOf(flags, settings.datasetDir), length: flags.length });
  await savePlaylist(
    flags,
    way.tracks.map(({ track }) => track),
    settings.datasetDir,
  );
  if (flags.json) {
    process.stdout.write(`${JSON.stringify(playlistJson(way))}\n`);
    return undefined;
  }
  process.stdout.write(`${playlistTable(way, 'To the start', process.stdout.columns)}\n`);
  if (way.tracks.length < flags.length)
    print(`Only ${way.tracks.length} of ${flags.length}: the library has no others within the limits.`);
  print(`${playlistSummary(way)}; found in ${Math.round(performance.now() - startedAt)} ms.`);
  return undefined;
});
