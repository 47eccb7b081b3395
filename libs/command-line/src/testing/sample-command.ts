import { setTimeout as wait } from 'node:timers/promises';
import { Command, Option } from 'commander';
import { SoundalikeError } from '@soundalike/errors';
import { createLogger, createWorkDisplay, formatTable, print, runCommands } from '../index.ts';

/** Program for the tests of `runCommands`. */
const program = new Command('sample').description('A sample.').argument('[action]');
const sub = new Command('sub').option('--n <n>').addOption(new Option('--device <name>').choices(['cpu', 'cuda']));
// An action without the signal.
const query = new Command('query');
program.addCommand(sub).addCommand(query);

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
  unresponsive: async (_signal) => {
    process.stdout.write('waiting\n');
    await wait(60_000);
    return undefined;
  },
  log: async () => {
    createLogger('sample').info(
      { seconds: 1 / 3, nested: { share: 2 / 3 }, list: [0.1 + 0.2], count: 7, whole: 1e21 },
      'x',
    );
    return undefined;
  },
  work: async () => {
    const display = createWorkDisplay('Downloading Cnn14 of 漢字の長い名前', { name: 'tracks', perUnit: 1 });
    for (let done = 0; done <= 100_000; done += 1000) {
      display.progress(done, 100_000);
      await wait(20);
    }
    display.stop();
    return undefined;
  },
  // Work that comes to its half and goes on until it is told to stop.
  halfway: async (signal) => {
    const display = createWorkDisplay('Downloading', { name: 'tracks', perUnit: 1 });
    display.progress(50_000, 100_000);
    process.stdout.write('\nhalf\n');
    await wait(60_000, undefined, { signal }).catch(() => undefined);
    display.stop();
    return undefined;
  },
  grow: async () => {
    const display = createWorkDisplay('Growing', { name: 'tracks', perUnit: 1 });
    for (const [done, total] of [
      [0, 0],
      [10, 50],
      [50, 100],
      [100, 100],
    ] as const) {
      display.progress(done, total);
      await wait(300);
    }
    display.stop();
    return undefined;
  },
  table: async () => {
    const rows = [
      ['音楽'.repeat(30), 'DECODE_FAILED', 'the decoder says that the file is damaged at byte 1,234', 1],
      ['a/path/without/any/blank/'.repeat(4), 'SILENT', 'nothing is to be heard', 22],
    ];
    process.stdout.write(`${formatTable(['Path', 'Code', 'Reason', 'Times'], rows, process.stdout.columns)}\n`);
    print('A long sentence is wrapped between its words, so that no word is broken at the edge of the terminal. 音楽');
    return undefined;
  },
  flood: async () => {
    for (let n = 0; n < 1_000_000; n++) if (!process.stdout.write(`${n}\n`)) await wait(1);
    return undefined;
  },
};

await runCommands(program, [
  [program, (signal) => actions[program.args[0] ?? 'nothing']!(signal)],
  [query, async () => actions['unresponsive']!(new AbortController().signal)],
  [sub, async () => Number(sub.opts<{ n?: string }>().n ?? 0)],
]);
