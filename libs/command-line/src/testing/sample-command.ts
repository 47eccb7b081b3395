import { setTimeout as wait } from 'node:timers/promises';
import { Command } from 'commander';
import { SoundalikeError } from '@soundalike/errors';
import { runCommands } from '../index.ts';

/** Program for the tests of `runCommands`. */
const program = new Command('sample').description('A sample.').argument('[action]');
const sub = new Command('sub').option('--n <n>');
program.addCommand(sub);

const actions: Record<string, (signal: AbortSignal) => Promise<number | undefined>> = {
  nothing: async () => undefined,
  three: async () => 3,
  refuse: async () => {
    throw new SoundalikeError('DATASET_MISSING', 'no\n music\u001b[31m');
  },
  crash: async () => {
    throw new TypeError('unexpected');
  },
  wait: async (signal) => {
    process.stdout.write('waiting\n');
    await wait(60_000, undefined, { signal }).catch(() => undefined);
    process.stdout.write('stopped\n');
    throw new SoundalikeError('ABORTED', 'stopped');
  },
  linger: async (signal) => {
    process.stdout.write('waiting\n');
    await wait(60_000, undefined, { signal }).catch(() => undefined);
    await wait(300);
    process.stdout.write('finished\n');
    return undefined;
  },
  interrupted: async (signal) => {
    process.stdout.write('waiting\n');
    await wait(60_000, undefined, { signal });
    return undefined;
  },
  unresponsive: async () => {
    process.stdout.write('waiting\n');
    await wait(60_000);
    return undefined;
  },
  flood: async () => {
    for (let n = 0; n < 1_000_000; n++) if (!process.stdout.write(`${n}\n`)) await wait(1);
    return undefined;
  },
};

await runCommands(program, [
  [program, (signal) => actions[program.args[0] ?? 'nothing']!(signal)],
  [sub, async () => Number(sub.opts<{ n?: string }>().n ?? 0)],
]);
