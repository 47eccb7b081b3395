import { Argument } from 'commander';
import type { Command } from 'commander';
import { embeddingSpaceOf, findDecoder, modelOf } from '@soundalike/audio-core';
import { createWorkDisplay } from '@soundalike/command-line';
import type { CommandAction } from '@soundalike/command-line';
import { quantiseAndInstallCnn14 } from '@soundalike/model-builder';
import { loadSettings } from '@soundalike/settings';
import { audioFiles, reportSkipped } from '../library/audio-files.ts';
import { calibrationClips } from '../library/calibration-clips.ts';
import { printResult } from './report-result.ts';

/** Limits of the number of tracks that determine the ranges. */
const CALIBRATION_TRACKS = { least: 4, most: 32 };

/** Create the command `model quantize cnn14`. */
export function quantizeCommand(program: Command): [Command, CommandAction] {
  const command = program
    .command('quantize')
    .description(
      'Create the int8 form of the installed Cnn14 for EMBEDDING_PRECISION=int8, which is several times faster. ' +
        'Check it with compare.',
    )
    .addArgument(new Argument('<model>').choices(['cnn14']))
    .option(
      '--calibrate <dir>',
      `folder of music like yours; up to ${CALIBRATION_TRACKS.most} tracks determine the ranges (default: DATASET_DIR)`,
    )
    .option('--json', 'print the result as JSON');
  return [
    command,
    async (signal) => {
      const { modelDir, datasetDir, ffmpegPath } = loadSettings();
      const { calibrate, json } = command.opts<{ calibrate?: string; json?: boolean }>();
      const paths = await audioFiles(calibrate ?? datasetDir, CALIBRATION_TRACKS);
      const decoder = await findDecoder(ffmpegPath === null ? {} : { ffmpegPath });
      const calibrating = createWorkDisplay('Calibrating', { name: 'tracks', perUnit: 1 });
      const quantising = createWorkDisplay('Quantising Cnn14', { name: 'filters', perUnit: 1 });
      const unused: string[] = [];
      const manifest = await quantiseAndInstallCnn14(modelDir, {
        clips: calibrationClips(paths, {
          decoder,
          signal,
          progress: calibrating.progress,
          skipped: (reason) => unused.push(reason),
        }),
        onProgress(done, total) {
          calibrating.stop();
          quantising.progress(done, total);
        },
        signal,
      }).finally(() => {
        calibrating.stop();
        quantising.stop();
        reportSkipped(unused);
      });
      const space = embeddingSpaceOf(modelOf('cnn14').spec, manifest);
      printResult(
        json,
        { ...manifest, space: space.id },
        `Cnn14 in int8 is installed in ${modelDir} (space ${space.id}). Use it with EMBEDDING_PRECISION=int8.`,
      );
      return undefined;
    },
  ];
}
