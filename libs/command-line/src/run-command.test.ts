import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';

const SAMPLE = new URL('./testing/sample-command.ts', import.meta.url).pathname;

/** @param signals once it waits; with `pauseMs` the first of them, and the last again and again in that time */
async function run(
  args: readonly string[],
  signals: readonly NodeJS.Signals[] = [],
  pauseMs = 0,
  readLines = Infinity,
) {
  const child = spawn(process.execPath, [SAMPLE, ...args]);
  let stdout = '';
  let stderr = '';
  let isTold = false;
  let again: NodeJS.Timeout | undefined;
  child.stderr.on('data', (data: Buffer) => (stderr += String(data)));
  child.stdout.on('data', (data: Buffer) => {
    stdout += String(data);
    if (stdout.split('\n').length > readLines) child.stdout.destroy();
    if (!stdout.startsWith('waiting') || isTold) return;
    isTold = true;
    for (const signal of pauseMs === 0 ? signals : signals.slice(0, 1)) child.kill(signal);
    // Until it is heard as one of its own: a child that stood still takes two for one.
    if (pauseMs > 0) again = setInterval(() => child.kill(signals.at(-1)), pauseMs);
  });
  const [code] = (await once(child, 'close')) as [number | null];
  clearInterval(again);
  return { code, stdout, stderr };
}

test('the action gives the exit code', async () => {
  expect((await run([])).code).toBe(0);
  expect((await run(['three'])).code).toBe(3);
  expect((await run(['sub', '--n', '4'])).code).toBe(4);
});

test('an error of the project is one harmless line on stderr; one that nobody foresaw shows its stack', async () => {
  expect(await run(['refuse'])).toEqual({ code: 4, stdout: '', stderr: 'error DATASET_MISSING: no music [31m\n' });
  const crash = await run(['crash']);
  expect(crash.code).toBe(1);
  expect(crash.stderr).toMatch(/TypeError: unforeseen\n\s+at /u);
});

test('help is asked for with 0, and wrong use ends with 2', async () => {
  const help = await run(['--help']);
  expect(help).toMatchObject({ code: 0, stderr: '' });
  expect(help.stdout).toContain('A sample.');
  expect(await run(['--wrong'])).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('--wrong') });
});

test('a signal stops the action in order, and one that comes with it changes nothing; a later one ends the process at once', async () => {
  expect(await run(['wait'], ['SIGTERM'])).toEqual({
    code: 130,
    stdout: 'waiting\nstopped\n',
    stderr: 'error ABORTED: stopped\n',
  });
  expect(await run(['interrupted'], ['SIGINT'])).toEqual({
    code: 130,
    stdout: 'waiting\n',
    stderr: 'error ABORTED: stopped\n',
  });
  expect(await run(['linger'], ['SIGINT', 'SIGINT', 'SIGTERM'])).toEqual({
    code: 0,
    stdout: 'waiting\nfinished\n',
    stderr: '',
  });
  expect(await run(['deaf'], ['SIGINT', 'SIGTERM'], 2000)).toMatchObject({ code: 130, stdout: 'waiting\n' });
});

test('a reader that goes away is no fault', async () => {
  expect(await run(['flood'], [], 0, 100)).toMatchObject({ code: 0, stderr: '' });
});
