import { Command } from 'commander';
import { runCommand } from '@soundalike/command-line';
import { loadSettings } from '@soundalike/settings';
import { findInstalledModel } from '../model/find-model.ts';
import { openEmbedder } from '../model/open-embedder.ts';

const program = new Command('embed')
  .description('Embed one audio file and print the vector and its sound tags as JSON on stdout.')
  .argument('<file>', 'audio file')
  .option('--json', 'accepted for consistency; the output is always JSON');

await runCommand(program, async (signal) => {
  const [file = ''] = program.args;
  const settings = loadSettings();
  const model = await findInstalledModel(settings, signal);
  await using embedder = await openEmbedder(model, settings);
  const { embedding, soundTags, durationSeconds } = await embedder.embed(file, signal);
  const { space, spec } = model;
  process.stdout.write(
    `${JSON.stringify({
      space: space.id,
      model: spec.id,
      dims: space.dims,
      durationSeconds,
      embedding: [...embedding],
      soundTags,
    })}\n`,
  );
});
