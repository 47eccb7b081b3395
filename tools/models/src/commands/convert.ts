import { basename } from 'node:path';
import type { Command } from 'commander';
import { convertAndInstallCnn14 } from '@soundalike/model-builder';
import { embeddingSpaceOf, modelOf } from '@soundalike/audio-core';
import type { CommandAction } from '@soundalike/command-line';
import { loadSettings } from '@soundalike/settings';
import { modelFolder } from './model-folder.ts';
import { print } from './print.ts';

/** `model convert PATH.pth` */
export function convertCommand(program: Command): [Command, CommandAction] {
  const command = program
    .command('convert')
    .description('Converts a Cnn14 checkpoint that is already here (legacy or zip serialisation) and installs it.')
    .argument('<path>', 'the checkpoint, such as Cnn14_mAP=0.431.pth')
    .option('--json', 'print the result as JSON');
  return [
    command,
    async (signal) => {
      const { modelDir } = loadSettings();
      const path = command.args[0]!;
      const manifest = await convertAndInstallCnn14(modelDir, path, {
        origin: `converted from ${basename(path)}`,
        signal,
      });
      const space = embeddingSpaceOf(modelOf('cnn14').spec, manifest);
      print(
        command.opts<{ json?: boolean }>().json,
        { ...manifest, folder: modelFolder('cnn14', modelDir), space: space.id },
        `Cnn14 is installed in ${modelDir} (space ${space.id}).`,
      );
      return undefined;
    },
  ];
}
