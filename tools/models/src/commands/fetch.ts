import { Argument } from 'commander';
import type { Command } from 'commander';
import { createWorkDisplay, MEBIBYTES } from '@soundalike/command-line';
import type { CommandAction } from '@soundalike/command-line';
import { fetchCnn14, describeSource } from '@soundalike/model-builder';
import { loadSettings } from '@soundalike/settings';
import { printInstalledCnn14 } from './report-result.ts';

/** Create the command `model fetch cnn14`. */
export function fetchCommand(program: Command): [Command, CommandAction] {
  const command = program
    .command('fetch')
    .description(
      'Download the published Cnn14 weights (327 MB; continued if stopped), then check, convert and install them.',
    )
    .addArgument(new Argument('<model>', 'musicnn is already in the repository').choices(['cnn14']))
    .option('--json', 'print the result as JSON');
  return [
    command,
    async (signal) => {
      const { modelDir, cnn14Urls } = loadSettings();
      const display = createWorkDisplay('Downloading Cnn14', MEBIBYTES);
      try {
        const manifest = await fetchCnn14(modelDir, {
          ...(cnn14Urls.length > 0 && { addresses: cnn14Urls }),
          onSource: (address, failure) => display.note(describeSource(address, failure)),
          onProgress: display.progress,
          signal,
        });
        printInstalledCnn14(command.opts<{ json?: boolean }>().json, manifest, modelDir);
      } finally {
        display.stop();
      }
      return undefined;
    },
  ];
}
