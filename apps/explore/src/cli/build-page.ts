import { Command } from 'commander';
import { runCommand } from '@soundalike/command-line';
import { builtPage } from '../build/build-page.ts';

const program = new Command('explore:build').description(
  'Builds the explore page, for an image or a checkout where it cannot be built later; does nothing if it is built already.',
);

await runCommand(program, async () => {
  process.stdout.write(`${await builtPage(() => process.stderr.write('building the page (first start) …\n'))}\n`);
  return undefined;
});
