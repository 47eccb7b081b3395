import { Argument } from 'commander';
import type { Command } from 'commander';
import { wholeNumber } from '@soundalike/command-line';
import type { CommandAction } from '@soundalike/command-line';
import { describeMachine } from '../report/report.ts';
import { LIBRARIES } from './filled-store.ts';
import { timeAsking } from './time-asking.ts';

/** `bench ask`: what each way to ask costs. */
export function askCommand(program: Command): [Command, CommandAction] {
  const command = program
    .command('ask')
    .description(
      'Time of recommendations, blends, journeys and stations, on synthetic vectors shaped like those of Cnn14.',
    )
    .addArgument(new Argument('<store>', 'store to measure').choices(Object.keys(LIBRARIES)))
    .option('--tracks <n>', 'size of the library', wholeNumber(1_000), 100_000);
  return [
    command,
    async (signal) => {
      const { tracks } = command.opts<{ tracks: number }>();
      const store = command.processedArgs[0] as keyof typeof LIBRARIES;
      process.stdout.write(`${describeMachine()}; ${store}, ${tracks} tracks of 2,048 values\n\n`);
      await LIBRARIES[store](tracks, signal, async (filled) => {
        process.stdout.write(await timeAsking(filled, tracks, signal));
      });
      return undefined;
    },
  ];
}
