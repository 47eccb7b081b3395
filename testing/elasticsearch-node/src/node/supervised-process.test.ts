import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { SupervisedProcess } from './supervised-process.ts';
import type { SupervisedCommand } from './supervised-process.ts';

const MODULE = new URL('./supervised-process.ts', import.meta.url).href;

/** Create a command that writes its process id to a separate folder, then waits for ever. */
function longCommand(): { command: SupervisedCommand; folder: string; pid: () => number } {
  const folder = mkdtempSync(join(tmpdir(), 'supervised-process-'));
  const file = join(folder, 'pid');
  const command = {
    command: 'bash',
    args: ['-c', `echo $$ > ${file}; echo started; exec sleep 600`],
    removeAtEnd: folder,
  };
  return { command, folder, pid: () => Number(existsSync(file) ? readFileSync(file, 'utf8') : 0) };
}

/** Return a program that starts a supervised command. */
function startScript(command: SupervisedCommand): string {
  const module = JSON.stringify(MODULE);
  return `import { SupervisedProcess } from ${module}; new SupervisedProcess(${JSON.stringify(command)});`;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

const WAIT = { timeout: 20_000, interval: 50 };

test('stop ends the command and deletes its folder', async () => {
  const { command, folder, pid } = longCommand();
  const supervised = new SupervisedProcess(command);
  await vi.waitFor(() => expect(pid()).toBeGreaterThan(0), WAIT);
  const started = pid();
  expect(supervised.ended).toBeNull();
  await supervised.stop();
  expect(isAlive(started)).toBe(false);
  expect(existsSync(folder)).toBe(false);
});

test.each(['SIGTERM', 'SIGKILL'] as const)('switched off by %s and on again, it is another process', async (signal) => {
  const { command, folder, pid } = longCommand();
  const supervised = new SupervisedProcess(command);
  await vi.waitFor(() => expect(pid()).toBeGreaterThan(0), WAIT);
  const first = pid();
  supervised.off(signal);
  await vi.waitFor(() => expect(isAlive(first)).toBe(false), WAIT);
  expect(existsSync(folder)).toBe(true);
  expect(supervised.ended).toBeNull();
  supervised.on();
  await vi.waitFor(() => expect([0, first]).not.toContain(pid()), WAIT);
  await supervised.stop();
  expect(existsSync(folder)).toBe(false);
});

test('switched off, it can be stopped, and its folder is deleted', async () => {
  const { command, folder, pid } = longCommand();
  const supervised = new SupervisedProcess(command);
  await vi.waitFor(() => expect(pid()).toBeGreaterThan(0), WAIT);
  supervised.off('SIGKILL');
  await vi.waitFor(() => expect(isAlive(pid())).toBe(false), WAIT);
  await supervised.stop();
  expect(existsSync(folder)).toBe(false);
});

test('when a command ends, its child processes end too', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'supervised-process-'));
  const file = join(folder, 'pid');
  const outside = `${folder}.pid`;
  onTestFinished(() => rmSync(outside, { force: true }));
  const args = ['-c', `sleep 600 & echo $! > ${file}; cp ${file} ${outside}; exit 3`];
  const supervised = new SupervisedProcess({ command: 'bash', args, removeAtEnd: folder });
  await vi.waitFor(() => expect(supervised.ended).not.toBeNull(), WAIT);
  await vi.waitFor(() => expect(isAlive(Number(readFileSync(outside, 'utf8')))).toBe(false), WAIT);
  expect(existsSync(folder)).toBe(false);
});

test('the last output of a command that ends by itself is available', async () => {
  const supervised = new SupervisedProcess({ command: 'bash', args: ['-c', 'echo out of luck >&2; exit 3'] });
  await vi.waitFor(() => expect(supervised.ended).toBe('out of luck'), WAIT);
  await supervised.stop();
});

test('a command that does not exist is reported', async () => {
  const supervised = new SupervisedProcess({ command: 'there-is-no-such-command', args: [] });
  await vi.waitFor(() => expect(supervised.ended).toMatch(/ENOENT/u), WAIT);
});

test.each(['SIGKILL', 'SIGTERM'] as const)(
  'when its parent process ends by %s, the command ends and its folder is deleted',
  async (signal) => {
    const { command, folder, pid } = longCommand();
    const script = `${startScript(command)} setInterval(() => undefined, 1000);`;
    const parent = spawn(process.execPath, ['--input-type=module-typescript', '--eval', script], { stdio: 'ignore' });
    await vi.waitFor(() => expect(pid()).toBeGreaterThan(0), WAIT);
    const started = pid();
    parent.kill(signal);
    await once(parent, 'close');
    await vi.waitFor(() => expect([isAlive(started), existsSync(folder)]).toEqual([false, false]), WAIT);
  },
);

test('it does not keep its parent process alive', async () => {
  const { command, folder } = longCommand();
  const script = startScript(command);
  const [code] = (await once(
    spawn(process.execPath, ['--input-type=module-typescript', '--eval', script], { stdio: 'ignore' }),
    'close',
  )) as [number];
  expect(code).toBe(0);
  await vi.waitFor(() => expect(existsSync(folder)).toBe(false), WAIT);
});
