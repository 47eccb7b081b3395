import { Command } from 'commander';
import { findMatches } from '@soundalike/catalog';
import { print, realNumber, runCommand, wholeNumber } from '@soundalike/command-line';
import { loadSettings } from '@soundalike/settings';
import { openStore } from '@soundalike/store-opener';
import { addLimitOptions, limitsOf } from '../ask/limit-options.ts';
import type { LimitFlags } from '../ask/limit-options.ts';
import { addPathOptions } from '../ask/playlist-paths.ts';
import { addQueryOptions, readQuery } from '../ask/read-query.ts';
import type { QueryFlags } from '../ask/read-query.ts';
import { savePlaylist } from '../ask/save-playlist.ts';
import type { SaveFlags } from '../ask/save-playlist.ts';
import { answerJson, answerTable, weaknessNote } from '../report/format-recommendation.ts';
import { inWords } from '../report/track-table.ts';

const program = new Command('recommend')
  .description('Print the tracks that sound most like a song, several songs or an audio file.')
  .argument('[song...]', 'song: its id, or words of its title, artist or album; quote each if there are several');
addQueryOptions(program)
  .option('--count <n>', 'number of matches', wholeNumber(1), 3)
  .option('--min-similarity <cosine>', 'leave out matches below this cosine', realNumber(-1));
addLimitOptions(program).option('--m3u8 <file>', 'also write a playlist of the songs and their matches');
addPathOptions(program).option('--json', 'print JSON on stdout');

interface Flags extends QueryFlags, LimitFlags, SaveFlags {
  readonly count: number;
  readonly minSimilarity?: number;
  readonly json?: boolean;
}

await runCommand(program, async (signal) => {
  const startedAt = performance.now();
  const flags = program.opts<Flags>();
  const { count, minSimilarity, rescale } = flags;
  const settings = loadSettings();
  await using store = await openStore(settings);
  const limits = limitsOf(flags, settings.datasetDir);
  const query = await readQuery(store, program.args, { ...flags, limits }, settings, signal);
  const matches = await findMatches(store, query, {
    ...limits,
    count,
    ...(rescale && { rescale }),
    ...(minSimilarity !== undefined && { minSimilarity }),
  });
  const answer = { ...query, space: store.space, matches };
  await savePlaylist(flags, [...query.seeds, ...matches.map(({ track }) => track)], settings.datasetDir);
  if (flags.json) {
    process.stdout.write(`${JSON.stringify(answerJson(answer))}\n`);
    return undefined;
  }
  process.stdout.write(`${answerTable(answer, process.stdout.columns)}\n`);
  const notes = [
    query.clip?.inLibrary
      ? `The file is a recording of ${inWords(query.clip.inLibrary)}, which is in the library.`
      : null,
    weaknessNote(answer),
    matches.length < count
      ? `Only ${matches.length} of ${count}: no other track in this library matches the options.`
      : null,
    `Found in ${Math.round(performance.now() - startedAt)} ms, space ${store.space.id}.`,
  ];
  for (const note of notes) if (note !== null) print(note);
  return undefined;
});
