import type { Command } from 'commander';
import { audioDigest, findDecoder } from '@soundalike/audio-core';
import { wholeNumber } from '@soundalike/command-line';
import type { CommandAction } from '@soundalike/command-line';
import { SoundalikeError } from '@soundalike/errors';
import { provideModel } from '@soundalike/model-builder';
import { loadSettings } from '@soundalike/settings';
import { agreementOf } from '../library/agreement.ts';
import { audioFiles } from '../library/audio-files.ts';
import { embedFiles } from '../library/embed-files.ts';
import { printResult } from './report-result.ts';

const MIN_TRACKS = 5;

/** Create the command `model compare`. */
export function compareCommand(program: Command): [Command, CommandAction] {
  const command = program
    .command('compare')
    .description(
      'Compare Cnn14 in int8 with float32 on your own library: the cosines of the vectors, ' +
        'and whether the nearest three tracks are the same.',
    )
    .option('--dataset <dir>', 'folder of music (default: DATASET_DIR)')
    .option(
      '--tracks <n>',
      'number of tracks to compare, evenly spread, without those of the calibration',
      wholeNumber(MIN_TRACKS),
      100,
    )
    .option('--json', 'print the result as JSON');
  return [
    command,
    async (signal) => {
      const { modelDir, datasetDir, ffmpegPath } = loadSettings();
      const {
        dataset = datasetDir,
        tracks,
        json,
      } = command.opts<{ dataset?: string; tracks: number; json?: boolean }>();
      const provide = (precision: 'float32' | 'int8') =>
        provideModel({ modelDir, choice: 'cnn14', precision, download: false, signal });
      const [float32, int8] = [await provide('float32'), await provide('int8')];
      const files = await audioFiles(dataset, { least: MIN_TRACKS, most: Infinity });
      const compared = await withoutCalibration(files, int8.manifest.calibratedOn ?? [], tracks);
      if (compared.length < MIN_TRACKS) {
        throw new SoundalikeError(
          'USAGE',
          `${dataset}: the comparison needs at least ${MIN_TRACKS} tracks that are not in the calibration, ` +
            `but there are ${compared.length}. Quantise again with --calibrate and other music`,
        );
      }
      const decoder = await findDecoder(ffmpegPath === null ? {} : { ffmpegPath });
      const exact = await embedFiles(compared, float32, decoder, signal);
      const quantised = await embedFiles([...exact.keys()], int8, decoder, signal);
      const both = [...exact].filter(([path]) => quantised.has(path));
      const agreement = agreementOf(
        both.map(([, vector]) => vector),
        both.map(([path]) => quantised.get(path)!),
      );
      const { cosine, top3 } = agreement;
      const rows = [
        ['tracks', String(agreement.tracks)],
        ['cosine float32↔int8, least', cosine.min.toFixed(5)],
        ['cosine, lowest 5 %', cosine.lowest5Percent.toFixed(5)],
        ['cosine, median', cosine.median.toFixed(5)],
        ['the same among the nearest 3', `${(100 * top3).toFixed(1)} %`],
      ];
      const text = rows.map(([name, value]) => `${name!.padEnd(30)}${value!.padStart(9)}`).join('\n');
      printResult(json, { float32: float32.space.id, int8: int8.space.id, ...agreement }, text);
      return undefined;
    },
  ];
}

/** Return at most `most` of the files, evenly spread, without the tracks of the calibration. */
async function withoutCalibration(
  files: readonly string[],
  calibratedOn: readonly string[],
  most: number,
): Promise<string[]> {
  const known = new Set(calibratedOn);
  const others: string[] = [];
  for (const path of files) if (!known.has(await audioDigest(path))) others.push(path);
  const step = Math.max(1, others.length / most);
  return Array.from({ length: Math.min(most, others.length) }, (_, n) => others[Math.floor(n * step)]!);
}
