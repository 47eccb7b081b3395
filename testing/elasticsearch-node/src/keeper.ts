import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import type { KeptCommand } from './kept-process.ts';

/**
 * Runs one command for as long as this process's standard input is open. When whoever started it ends, however abruptly,
 * the input closes, and the command is stopped and its folder removed: nothing stays behind. Anything read from the input starts it anew.
 */
const { command, args, env, cwd, stopCommand, removeAtEnd } = JSON.parse(process.argv[2] ?? '') as KeptCommand;

const PATIENCE_MS = 20_000;

let state: 'running' | 'restarting' | 'ending' = 'running';
let child = launch();

function launch(): ChildProcess {
  const launched = spawn(command, args, {
    env: { ...process.env, ...env },
    cwd,
    stdio: ['pipe', 'inherit', 'inherit'],
    detached: true,
  });
  launched.on('error', (error) => process.stderr.write(`${error.message}\n`));
  launched.on('close', (code) => {
    if (state === 'restarting') {
      state = 'running';
      child = launch();
      return;
    }
    if (removeAtEnd) rmSync(removeAtEnd, { recursive: true, force: true });
    process.exit(code ?? 1);
  });
  return launched;
}

function stop(next: 'restarting' | 'ending'): void {
  if (state === 'ending') return;
  state = next;
  if (stopCommand) spawn(stopCommand[0]!, stopCommand.slice(1), { stdio: 'ignore' });
  const stopped = child;
  stopped.kill('SIGTERM');
  // The whole group, where it does not end by itself: the command may have children of its own.
  const kill = setTimeout(() => stopped.pid && process.kill(-stopped.pid, 'SIGKILL'), PATIENCE_MS);
  stopped.on('close', () => clearTimeout(kill));
}

const end = (): void => stop('ending');
process.stdin
  .on('data', () => stop('restarting'))
  .on('end', end)
  .on('error', end);
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, end);
