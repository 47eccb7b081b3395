import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { wholeNumber } from '@soundalike/command-line';
import type { CommandAction } from '@soundalike/command-line';
import { describeMachine } from '../report/report.ts';
import { writeLibrary } from './bot-library.ts';
import { benchBursts } from './bench-bursts.ts';
import { benchOverlap } from './bench-overlap.ts';

interface Options {
  readonly tracks?: number[];
  readonly roundTrip?: number[];
  readonly overlap?: number;
}

const list =
  (least: number) =>
  (text: string, before: number[] | undefined): number[] => [...(before ?? []), wholeNumber(least)(text)];

/** `bench bot`: how fast the bot answers in a burst, over networks of several round trips. */
export function botCommand(program: Command): [Command, CommandAction] {
  const command = program
    .command('bot')
    .description(
      'Time to the acknowledgement and to the answer when many members use the bot at once, against a simulated ' +
        'Discord on this machine: 300 mixed actions in 5 s, and 300 commands in 15 s.',
    )
    .option('--tracks <n...>', 'sizes of the library', list(10))
    .option('--round-trip <ms...>', 'round trips to Discord', list(0))
    .option(
      '--overlap <seconds>',
      'instead, run two processes with one token for this time under load, then stop one of them',
      wholeNumber(3),
    );
  return [
    command,
    async (signal) => {
      const { tracks = [48, 20_000], roundTrip = [0, 50, 150], overlap } = command.opts<Options>();
      process.stdout.write(`${describeMachine()}\n\n`);
      const folder = await mkdtemp(join(tmpdir(), 'bench-bot-'));
      try {
        const libraries = [];
        for (const count of tracks) libraries.push({ count, path: await writeLibrary(folder, count) });
        if (overlap === undefined) await benchBursts(libraries, roundTrip, signal);
        else for (const library of libraries) await benchOverlap(library, roundTrip.at(-1)!, overlap, signal);
      } finally {
        await rm(folder, { recursive: true });
      }
      return undefined;
    },
  ];
}
