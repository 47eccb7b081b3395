import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { KeptProcess } from './kept-process.ts';
import type { KeptCommand } from './kept-process.ts';

const MODULE = new URL('./kept-process.ts', import.meta.url).href;

/** A command that writes its process id into a folder of its own, then waits for ever. */
function longCommand(): { command: KeptCommand; folder: string; pid: () => number } {
  const folder = mkdtempSync(join(tmpdir(), 'kept-process-'));
  const file = join(folder, 'pid');
  const command = {
    command: 'bash',
    args: ['-c', `echo $$ > ${file}; echo started; exec sleep 600`],
    removeAtEnd: folder,
  };
  return { command, folder, pid: () => Number(existsSync(file) ? readFileSync(file, 'utf8') : 0) };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

const patience = { timeout: 20_000, interval: 50 };

test('stop ends the command and removes its folder', async () => {
  const { command, folder, pid } = longCommand();
  const kept = new KeptProcess(command);
  await vi.waitFor(() => expect(pid()).toBeGreaterThan(0), patience);
  const started = pid();
  expect(kept.ended).toBeNull();
  await kept.stop();
  expect(isAlive(started)).toBe(false);
  expect(existsSync(folder)).toBe(false);
});

test('a restart is another process with the same folder', async () => {
  const { command, folder, pid } = longCommand();
  const kept = new KeptProcess(command);
  await vi.waitFor(() => expect(pid()).toBeGreaterThan(0), patience);
  const first = pid();
  kept.restart();
  await vi.waitFor(() => expect([0, first]).not.toContain(pid()), patience);
  expect(isAlive(first)).toBe(false);
  await kept.stop();
  expect(existsSync(folder)).toBe(false);
});

test('a command that ends by itself leaves its last words', async () => {
  const kept = new KeptProcess({ command: 'bash', args: ['-c', 'echo out of luck >&2; exit 3'] });
  await vi.waitFor(() => expect(kept.ended).toBe('out of luck'), patience);
  await kept.stop();
});

test('a command that does not exist says so', async () => {
  const kept = new KeptProcess({ command: 'there-is-no-such-command', args: [] });
  await vi.waitFor(() => expect(kept.ended).toMatch(/ENOENT/u), patience);
});

test.each(['SIGKILL', 'SIGTERM'] as const)(
  'when whoever started it dies of %s, the command ends and its folder goes',
  async (signal) => {
    const { command, folder, pid } = longCommand();
    const script = `import { KeptProcess } from ${JSON.stringify(MODULE)}; new KeptProcess(${JSON.stringify(command)}); setInterval(() => undefined, 1000);`;
    const starter = spawn(process.execPath, ['--input-type=module-typescript', '--eval', script], { stdio: 'ignore' });
    await vi.waitFor(() => expect(pid()).toBeGreaterThan(0), patience);
    const started = pid();
    starter.kill(signal);
    await once(starter, 'close');
    await vi.waitFor(() => expect([isAlive(started), existsSync(folder)]).toEqual([false, false]), patience);
  },
);

test('it does not keep its starter alive', async () => {
  const { command, folder } = longCommand();
  const script = `import { KeptProcess } from ${JSON.stringify(MODULE)}; new KeptProcess(${JSON.stringify(command)});`;
  const [code] = (await once(
    spawn(process.execPath, ['--input-type=module-typescript', '--eval', script], { stdio: 'ignore' }),
    'close',
  )) as [number];
  expect(code).toBe(0);
  await vi.waitFor(() => expect(existsSync(folder)).toBe(false), patience);
});
