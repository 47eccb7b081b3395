import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Argument } from 'commander';
import type { Command } from 'commander';
import { embeddingSpaceOf, MANIFEST_FILE, modelOf } from '@soundalike/audio-core';
import { MODEL_IDS } from '@soundalike/catalog';
import type { ModelId } from '@soundalike/catalog';
import type { CommandAction } from '@soundalike/command-line';
import { SoundalikeError } from '@soundalike/errors';
import { verifyModel } from '@soundalike/model-builder';
import { loadSettings } from '@soundalike/settings';
import { modelFolder, printResult } from './report-result.ts';

/** Create the command `model verify cnn14|musicnn`. */
export function verifyCommand(program: Command): [Command, CommandAction] {
  const command = program
    .command('verify')
    .description(
      'Check an installed model: files, weights digest, and a self-test of its outputs. ' +
        'If it is invalid, print the reason and exit with code 1.',
    )
    .addArgument(new Argument('<model>').choices(MODEL_IDS))
    .option('--json', 'print the result as JSON');
  return [
    command,
    async () => {
      const model = modelOf(command.args[0]!);
      const folder = modelFolder(command.args[0] as ModelId, loadSettings().modelDir);
      if (!existsSync(join(folder, MANIFEST_FILE))) {
        throw new SoundalikeError(
          'MODEL_MISSING',
          `${folder}: ${model.spec.name} is not installed. Get it with: npm run model -- fetch cnn14`,
        );
      }
      const manifest = await verifyModel(model, folder);
      const space = embeddingSpaceOf(model.spec, manifest).id;
      printResult(
        command.opts<{ json?: boolean }>().json,
        { ...manifest, sound: true, folder, space },
        `${model.spec.name} is valid (space ${space}, ${manifest.origin}).`,
      );
      return undefined;
    },
  ];
}
