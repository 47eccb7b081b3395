import { basename } from 'node:path';
import type { Command } from 'commander';
import type { CommandAction } from '@soundalike/command-line';
import { convertAndInstallCnn14 } from '@soundalike/model-builder';
import { loadSettings } from '@soundalike/settings';
import { printInstalledCnn14 } from './report-result.ts';

/** Create the command `model convert PATH.pth`. */
export function convertCommand(program: Command): [Command, CommandAction] {
  const command = program
    .command('convert')
    .description('Convert a local Cnn14 checkpoint (legacy or zip serialisation) and install it.')
    .argument('<path>', 'path of the checkpoint, such as Cnn14_mAP=0.431.pth')
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
      printInstalledCnn14(command.opts<{ json?: boolean }>().json, manifest, modelDir);
      return undefined;
    },
  ];
}
