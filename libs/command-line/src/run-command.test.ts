import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const SAMPLE = new URL('./testing/sample-command.ts', import.meta.url).pathname;

/** The log line of a stop, alone and with the error that follows. */
const STOPPING = /^\{[^\n]*"msg":"stopping, finishing what is under way"\}\n$/u;
const STOPPED = /^\{[^\n]*"msg":"stopping, finishing what is under way"\}\nerror ABORTED: stopped\n$/u;

/**
 * Run the sample command.
 * @param signals sent when it prints `waiting`; with `pauseMs`, only the first, and the last again every `pauseMs`
 */
async function run(
  args: readonly string[],
  signals: readonly NodeJS.Signals[] = [],
  pauseMs = 0,
  readLines = Infinity,
) {
  const child = spawn(process.execPath, [SAMPLE, ...args]);
  let stdout = '';
  let stderr = '';
  let isSignalled = false;
  let again: NodeJS.Timeout | undefined;
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    if (stdout.split('\n').length > readLines) child.stdout.destroy();
    if (!stdout.startsWith('waiting') || isSignalled) return;
    isSignalled = true;
    for (const signal of pauseMs === 0 ? signals : signals.slice(0, 1)) child.kill(signal);
    // Repeated, since a child that was suspended may receive two signals as one.
    if (pauseMs > 0) again = setInterval(() => child.kill(signals.at(-1)), pauseMs);
  });
  const [code] = (await once(child, 'close')) as [number | null];
  clearInterval(again);
  return { code, stdout, stderr };
}

test('the action determines the exit code', async () => {
  expect((await run([])).code).toBe(0);
  expect((await run(['three'])).code).toBe(3);
  expect((await run(['sub', '--n', '4'])).code).toBe(4);
});

test('a SoundalikeError is one printable line on stderr; an unexpected error is its stack', async () => {
  expect(await run(['refuse'])).toEqual({ code: 4, stdout: '', stderr: 'error DATASET_MISSING: no music [31m\n' });
  const crash = await run(['crash']);
  expect(crash.code).toBe(1);
  expect(crash.stderr).toMatch(/TypeError: unexpected\n\s+at /u);
});

test('--help ends with 0, and wrong usage with 2', async () => {
  const help = await run(['--help']);
  expect(help).toMatchObject({ code: 0, stderr: '' });
  expect(help.stdout).toContain('A sample.');
  expect(await run(['--wrong'])).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('--wrong') });
});

test('a signal stops the action, a later one ends the process immediately', async () => {
  expect(await run(['wait'], ['SIGTERM'])).toEqual({
    code: 130,
    stdout: 'waiting\nstopped\n',
    stderr: expect.stringMatching(STOPPED),
  });
  expect(await run(['interrupted'], ['SIGINT'])).toEqual({
    code: 130,
    stdout: 'waiting\n',
    stderr: expect.stringMatching(STOPPED),
  });
  expect(await run(['linger'], ['SIGINT'])).toEqual({
    code: 0,
    stdout: 'waiting\nfinished\n',
    stderr: expect.stringMatching(STOPPING),
  });
  expect(await run(['unresponsive'], ['SIGINT', 'SIGTERM'], 2000)).toMatchObject({
    code: 130,
    stdout: 'waiting\n',
    stderr: expect.stringMatching(
      /^.*"msg":"stopping, .*\n.*"msg":"stopped at once; work under way was abandoned"\}\n$/u,
    ),
  });
});

test('an action that cannot be told to stop is ended by the first signal', async () => {
  expect(await run(['query'], ['SIGINT'])).toEqual({
    code: 130,
    stdout: 'waiting\n',
    stderr: expect.stringMatching(/"msg":"stopped"\}\n$/u),
  });
});

test('--version is the same for a program and its commands', async () => {
  const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  const stdout = `soundalike ${version}\nNode ${process.versions.node}, ${process.platform} ${process.arch}\n`;
  for (const args of [['--version'], ['sub', '--version']])
    expect(await run(args)).toEqual({ code: 0, stdout, stderr: '' });
});

test.each([
  [['sub', '--device', 'gpu'], /Allowed choices are cpu, cuda\. \(Did you mean cpu\?\)/u],
  [['sub', '--device', 'CUDA'], /\(Did you mean cuda\?\)/u],
  [['sub', '--devise', 'cpu'], /unknown option '--devise'\n\(Did you mean --device\?\)/u],
  [['nothing', 'sbu'], /unknown command 'sbu'\n\(Did you mean sub\?\)/u],
  [['nothing', 'zzz'], /unknown command 'zzz'\n\(The commands are sub, query\.\)/u],
  [['sub', 'zzz'], /too many arguments/u],
])('%j is refused with a suggestion', async (args, message) => {
  expect(await run(args)).toEqual({ code: 2, stdout: '', stderr: expect.stringMatching(message) });
});

test('fractions in logs are rounded', async () => {
  const { stderr } = await run(['log']);
  expect(JSON.parse(stderr)).toMatchObject({
    seconds: 0.333,
    nested: { share: 0.667 },
    list: [0.3],
    count: 7,
    whole: 1e21,
  });
});

test('a reader that closes the pipe is not an error', async () => {
  expect(await run(['flood'], [], 0, 100)).toMatchObject({ code: 0, stderr: '' });
});
