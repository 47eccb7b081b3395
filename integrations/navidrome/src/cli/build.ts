import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { runCommand } from '@soundalike/command-line';
import { buildPlugin } from '../build/build-plugin.ts';

const DEFAULT_FILE = fileURLToPath(new URL('../../dist/soundalike.ndp', import.meta.url));

const program = new Command('navidrome:build')
  .description(
    'Build the plugin for Navidrome and print the path of the file. Navidrome names the plugin after the file: keep soundalike.ndp.',
  )
  .option('--out <file>', 'where to write it', DEFAULT_FILE);

await runCommand(program, async () => {
  const file = resolve(program.opts<{ out: string }>().out);
  const plugin = await buildPlugin();
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, plugin);
  process.stdout.write(`${file}\n`);
  return undefined;
});
