import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { decodersHere } from '../testing/decoders.ts';
import { tone } from '../testing/signals.ts';
import { writeWav } from '../testing/encode-audio.ts';
import { decodeAudio } from './decode-audio.ts';
import type { DecodeOptions } from './decode-audio.ts';
import type { Decoder } from './decoder.ts';

const SAMPLE_RATE = 8_000;
const MEGABYTE = 2 ** 20;

const decoders = await decodersHere();

let folder: string;
let longFile: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'decode-process-'));
  longFile = join(folder, 'long.wav');
  await writeWav(longFile, [tone(440, 120, 44_100)], 44_100);
});
afterAll(() => rm(folder, { recursive: true }));

/** Return a program that replaces the decoder. `write(seconds)` writes silence. */
function fake(script: string): Decoder {
  const write = `
    const write = (seconds) => require('node:fs').writeSync(1, Buffer.alloc(seconds * ${SAMPLE_RATE} * 4));`;
  return { name: 'fake', command: () => ({ program: process.execPath, args: ['-e', `${write}${script}`] }) };
}

async function secondsOf(options: Omit<DecodeOptions, 'sampleRate'>): Promise<number> {
  let samples = 0;
  for await (const piece of decodeAudio(longFile, { sampleRate: SAMPLE_RATE, ...options })) samples += piece.length;
  return samples / SAMPLE_RATE;
}

/** Return the status of all child processes that have not been reaped, zombies included. Linux only. */
async function children(): Promise<string[]> {
  const found: string[] = [];
  for (const pid of await readdir('/proc')) {
    if (!/^\d+$/u.test(pid)) continue;
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    const [, parent] = /\) \S (\d+) /u.exec(stat) ?? [];
    if (Number(parent) === process.pid) found.push(stat);
  }
  return found;
}

async function openDescriptors(): Promise<number> {
  return (await readdir('/proc/self/fd')).length;
}

test('a decoder that writes nothing is stopped after the stall limit', async () => {
  const decoding = secondsOf({
    decoder: fake('write(1.5); setInterval(() => {}, 1000)'),
    limits: { stallSeconds: 0.5 },
  });

  await expect(decoding).rejects.toMatchObject({
    code: 'DECODE_TIMEOUT',
    message: 'the decoder sent no audio for 0.5 s',
  });
});

test('a decoder that writes slowly is stopped after the total time limit', async () => {
  const decoding = secondsOf({ decoder: fake('setInterval(() => write(0.01), 50)'), limits: { totalSeconds: 1 } });

  await expect(decoding).rejects.toMatchObject({
    code: 'DECODE_TIMEOUT',
    message: 'the decoder took longer than 1 s',
  });
});

test('a decoder that closes its output but does not end is stopped', async () => {
  const decoding = secondsOf({
    decoder: fake('write(1.5); require("node:fs").closeSync(1); setInterval(() => {}, 1000)'),
    limits: { stallSeconds: 0.5 },
  });

  await expect(decoding).rejects.toMatchObject({ code: 'DECODE_TIMEOUT' });
});

test('time that the caller takes does not count towards the limits', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  onTestFinished(() => void vi.useRealTimers());
  const decoding = decodeAudio(longFile, {
    sampleRate: SAMPLE_RATE,
    decoder: fake('for (let n = 0; n < 4; n++) write(16); setInterval(() => {}, 1000)'),
    limits: { stallSeconds: 60, totalSeconds: 60 },
  });
  // Three times as long as the limits, and then there is still more.
  for (let piece = 0; piece < 4; piece++) {
    expect((await decoding.next()).done).toBe(false);
    vi.advanceTimersByTime(50_000);
  }
  await decoding.return();
});

test.skipIf(process.platform !== 'linux')(
  'output that has arrived counts, although this thread was too busy to read it before the limit (Linux)',
  async () => {
    const written = join(folder, 'written');
    const decoding = decodeAudio(longFile, {
      sampleRate: SAMPLE_RATE,
      // More than one read, because the mute holds one piece back.
      decoder: fake(
        `setTimeout(() => { write(3.5); require('node:fs').writeFileSync(${JSON.stringify(written)}, '') }, 1000)`,
      ),
      limits: { stallSeconds: 0.5 },
    });
    const first = decoding.next();
    while ((await children()).length === 0);
    while (!existsSync(written));
    expect((await first).done).toBe(false);
    await decoding.return();
  },
);

test.skipIf(process.platform !== 'linux')(
  'a decoder that uses too much memory is stopped (skipped: watched on Linux only)',
  async () => {
    const hog = fake(
      'write(1); const held = []; setInterval(() => held.length < 20 && held.push(Buffer.alloc(20 * 2 ** 20, 1)), 20)',
    );
    const decoding = secondsOf({ decoder: hog, limits: { memoryBytes: 200 * MEGABYTE, stallSeconds: 60 } });

    await expect(decoding).rejects.toMatchObject({
      code: 'DECODE_LIMIT',
      message: expect.stringContaining(`at most ${200 * MEGABYTE} bytes of memory`),
    });
  },
);

test('a decoder that crashes in the middle of a file fails that file, with its last message', async () => {
  const decoding = secondsOf({
    decoder: fake(
      'write(2); console.error("[mp3 @ 0x55aa] so it goes"); process.kill(process.pid, "SIGSEGV"); ' +
        'setInterval(() => {}, 1000)',
    ),
  });

  await expect(decoding).rejects.toMatchObject({
    code: 'DECODE_FAILED',
    message: 'the decoder was ended by SIGSEGV before the end of the file (so it goes)',
  });
});

test('a decoder that writes megabytes of messages needs no more memory, and its audio is decoded', async () => {
  const seconds = await secondsOf({
    decoder: fake('for (let i = 0; i < 2000; i++) require("node:fs").writeSync(2, "x".repeat(10000)); write(2)'),
  });

  expect(seconds).toBe(2);
});

test('a decoder that does not exist is reported by its path', async () => {
  const decoder: Decoder = { name: 'none', command: () => ({ program: join(folder, 'no-such-program'), args: [] }) };

  await expect(secondsOf({ decoder })).rejects.toMatchObject({
    code: 'DECODER_MISSING',
    message: expect.stringContaining('no-such-program cannot be started: no such file or folder'),
  });
});

test('a decoder receives no secrets', async () => {
  process.env['ELASTICSEARCH_API_KEY'] = 'secret';
  try {
    const decoder = fake('console.error(Object.keys(process.env).join(" ")); process.exit(1)');

    const error = await secondsOf({ decoder }).catch((caught: unknown) => caught);

    expect((error as Error).message).toContain('PATH');
    expect((error as Error).message).not.toContain('ELASTICSEARCH');
  } finally {
    delete process.env['ELASTICSEARCH_API_KEY'];
  }
});

test('an abort in the middle of a file stops decoding', async () => {
  const controller = new AbortController();
  const decoding = decodeAudio(longFile, {
    sampleRate: SAMPLE_RATE,
    decoder: fake('setInterval(() => write(1), 10)'),
    signal: controller.signal,
  });
  await decoding.next();
  controller.abort(new Error('enough'));

  await expect(Array.fromAsync(decoding)).rejects.toMatchObject({ code: 'ABORTED', cause: { message: 'enough' } });
});

test('an abort stops decoding while it waits', async () => {
  const decoding = secondsOf({ decoder: fake('setInterval(() => {}, 1000)'), signal: AbortSignal.timeout(300) });

  await expect(decoding).rejects.toMatchObject({ code: 'ABORTED' });
});

test('no decoder is started after an abort', async () => {
  const decoder: Decoder = { name: 'never', command: () => expect.unreachable() };

  await expect(secondsOf({ decoder, signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'ABORTED' });
});

describe.skipIf(process.platform !== 'linux')('nothing is left behind (skipped where there is no /proc)', () => {
  const ends: [string, (decoder: Decoder) => Promise<unknown>][] = [
    ['read to the end', (decoder) => secondsOf({ decoder })],
    [
      'stopped early',
      async (decoder) => {
        for await (const _ of decodeAudio(longFile, { sampleRate: SAMPLE_RATE, decoder })) break;
      },
    ],
    ['aborted', (decoder) => secondsOf({ decoder, signal: AbortSignal.timeout(30) }).catch(() => undefined)],
    ['past a limit', (decoder) => secondsOf({ decoder, limits: { durationSeconds: 1 } }).catch(() => undefined)],
    ['never read', async (decoder) => decodeAudio(longFile, { sampleRate: SAMPLE_RATE, decoder }).return()],
  ];

  test.each(ends)('%s', async (_, end) => {
    await Promise.all(decoders.map(end));
    const before = { children: await children(), descriptors: await openDescriptors() };
    for (let round = 0; round < 5; round++) await Promise.all(decoders.map(end));

    // The memory watch may be reading at this moment.
    await expect.poll(openDescriptors).toBeLessThanOrEqual(before.descriptors);
    expect(await children()).toEqual(before.children);
  });

  test('a decoder ends with the run that started it, even if that is killed', async () => {
    const script = join(folder, 'run.ts');
    const source = new URL('.', import.meta.url);
    await writeFile(
      script,
      `import { decodeAudio } from '${new URL('decode-audio.ts', source).href}';
      import { nodeAvDecoder } from '${new URL('find-decoder.ts', source).href}';
      const options = { sampleRate: 48000, decoder: nodeAvDecoder };
      for await (const _ of decodeAudio(process.argv[2], options)) process.kill(process.pid, 'SIGKILL');`,
    );
    expect(spawnSync(process.execPath, [script, longFile]).signal).toBe('SIGKILL');

    await expect.poll(() => processesThatName(longFile)).toEqual([]);
  });
});

async function processesThatName(text: string): Promise<string[]> {
  const commands = await Promise.all(
    (await readdir('/proc')).map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
  );
  return commands.filter((command) => command.includes(text));
}

describe.skipIf(process.platform !== 'linux').each(decoders)('by $name', (decoder) => {
  test('decoding runs only as far ahead as a pipe and some pieces hold', async () => {
    const decoding = decodeAudio(longFile, { sampleRate: SAMPLE_RATE, decoder });
    await decoding.next();
    const [child] = await children();
    await wait(1_000);

    // 120 s at 8 kHz are 3.8 MB: without back pressure, the decoder would have ended with all of it in memory.
    expect(child).toBeDefined();
    expect(await children()).toHaveLength(1);
    await decoding.return();
    expect(await children()).toEqual([]);
  });
});
