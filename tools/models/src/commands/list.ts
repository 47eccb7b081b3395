import type { Command } from 'commander';
import { embeddingSpaceOf, modelOf, musicnnFolder, readManifest } from '@soundalike/audio-core';
import type { ModelManifest } from '@soundalike/audio-core';
import { MODEL_IDS } from '@soundalike/catalog';
import type { ModelId } from '@soundalike/catalog';
import { formatTable } from '@soundalike/command-line';
import type { CommandAction } from '@soundalike/command-line';
import { installedCnn14 } from '@soundalike/model-builder';
import { loadSettings } from '@soundalike/settings';
import { modelFolder, printResult } from './report-result.ts';

/** Create the command `model list`. */
export function listCommand(program: Command): [Command, CommandAction] {
  const command = program
    .command('list')
    .description('List the models and whether they are installed.')
    .option('--json', 'print the list as JSON');
  return [
    command,
    async () => {
      const { modelDir } = loadSettings();
      const rows = await Promise.all(MODEL_IDS.map((model) => describe(model, modelDir)));
      const { columns } = process.stdout;
      const cells = rows.map(({ model, name, space, folder }) => [model, name, space ?? 'not installed', folder]);
      const text = process.stdout.isTTY
        ? formatTable(['Model', 'Name', 'Space', 'Folder'], cells, columns)
        : cells.map((row) => row.join('\t')).join('\n');
      printResult(command.opts<{ json?: boolean }>().json, rows, text);
      return undefined;
    },
  ];
}

async function describe(model: ModelId, modelDir: string) {
  const { spec } = modelOf(model);
  const manifest: ModelManifest | null =
    model === 'cnn14' ? await installedCnn14(modelDir) : await readManifest(musicnnFolder(), model);
  return {
    model,
    name: spec.name,
    dims: spec.dims,
    installed: manifest !== null,
    space: manifest && embeddingSpaceOf(spec, manifest).id,
    origin: manifest?.origin ?? null,
    folder: modelFolder(model, modelDir),
  };
}
