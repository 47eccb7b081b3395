import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import type { SupervisedCommand } from './supervised-process.ts';

/**
 * Runs one command while this process's standard input is open. When the parent process ends, even if it is killed, the
 * input closes; the command is then stopped and its folder deleted. Any data on the input restarts the command.
 */
const { command, args, env, cwd, stopCommand, removeAtEnd } = JSON.parse(process.argv[2] ?? '') as SupervisedCommand;

const STOP_TIMEOUT_MS = 20_000;

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
  // Kill the entire group if it does not end: the command may have child processes.
  const kill = setTimeout(() => stopped.pid && process.kill(-stopped.pid, 'SIGKILL'), STOP_TIMEOUT_MS);
  stopped.on('close', () => clearTimeout(kill));
}

const end = (): void => stop('ending');
process.stdin
  .on('data', () => stop('restarting'))
  .on('end', end)
  .on('error', end);
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, end);
