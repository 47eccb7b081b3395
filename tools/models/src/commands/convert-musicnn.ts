import type { Command } from 'commander';
import { musicnnFolder } from '@soundalike/audio-core';
import type { CommandAction } from '@soundalike/command-line';
import { installMusicnn } from '../musicnn/install-musicnn.ts';
import { printResult } from './report-result.ts';

/** Create the command `model convert-musicnn PREFIX`, which wrote the model in the repository. */
export function convertMusicnnCommand(program: Command): [Command, CommandAction] {
  const command = program
    .command('convert-musicnn')
    .description('Convert a TensorFlow checkpoint of musicnn, for developers of this project.')
    .argument('<prefix>', 'path of the checkpoint before .index')
    .option('--folder <path>', 'folder of the converted model', musicnnFolder())
    .option('--json', 'print the result as JSON');
  return [
    command,
    async () => {
      const { folder, json } = command.opts<{ folder: string; json?: boolean }>();
      const manifest = await installMusicnn(command.args[0]!, folder);
      printResult(
        json,
        { folder, ...manifest },
        `musicnn was written to ${folder} (weights digest ${manifest.weightsDigest}).`,
      );
      return undefined;
    },
  ];
}
