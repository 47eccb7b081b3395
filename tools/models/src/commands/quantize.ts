import { Argument } from 'commander';
import type { Command } from 'commander';
import { embeddingSpaceOf, findDecoder, modelOf } from '@soundalike/audio-core';
import { createWorkDisplay } from '@soundalike/command-line';
import type { CommandAction } from '@soundalike/command-line';
import { quantiseAndInstallCnn14 } from '@soundalike/model-builder';
import { loadSettings } from '@soundalike/settings';
import { audioFiles, sayPassedOver } from '../library/audio-files.ts';
import { calibrationClips } from '../library/calibration-clips.ts';
import { print } from './report-result.ts';

/** Tracks that the ranges are taken from. */
const CALIBRATION_TRACKS = { least: 4, most: 32 };

/** `model quantize cnn14` */
export function quantizeCommand(program: Command): [Command, CommandAction] {
  const command = program
    .command('quantize')
    .description(
      'Makes the int8 form of the installed Cnn14, several times faster, for EMBEDDING_PRECISION=int8. Then see: compare.',
    )
    .addArgument(new Argument('<model>').choices(['cnn14']))
    .option(
      '--calibrate <dir>',
      `folder of music like yours; up to ${CALIBRATION_TRACKS.most} tracks set the ranges (default: DATASET_DIR)`,
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
          passedOver: (reason) => unused.push(reason),
        }),
        onProgress(done, total) {
          calibrating.stop();
          quantising.progress(done, total);
        },
        signal,
      }).finally(() => {
        calibrating.stop();
        quantising.stop();
        sayPassedOver(unused);
      });
      const space = embeddingSpaceOf(modelOf('cnn14').spec, manifest);
      print(
        json,
        { ...manifest, space: space.id },
        `Cnn14 in int8 is installed in ${modelDir} (space ${space.id}). Use it with EMBEDDING_PRECISION=int8.`,
      );
      return undefined;
    },
  ];
}
