import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { SupervisedCommand } from './supervised-process.ts';

/**
 * Runs one command while this process's standard input is open. When the parent process ends, even if it is killed, the
 * input closes; the command is then stopped and its folder deleted. A line on the input switches the command: `off` and
 * a signal, or `on`.
 */
const { command, args, env, cwd, again, signalCommand, stopCommand, removeAtEnd } = JSON.parse(
  process.argv[2] ?? '',
) as SupervisedCommand;

const STOP_TIMEOUT_MS = 20_000;

/** A killed process may write for a moment longer, so that the folder is not empty. */
const REMOVAL = { recursive: true, force: true, maxRetries: 20, retryDelay: 100 } as const;

let wanted: 'on' | 'off' | 'ended' = 'on';
/** True if the present process was told to end. */
let isEnding = false;
let child: ChildProcess | null = launch(command, args);

function launch(program: string, programArgs: readonly string[]): ChildProcess {
  isEnding = false;
  const launched = spawn(program, programArgs, {
    env: { ...process.env, ...env },
    cwd,
    stdio: ['pipe', 'inherit', 'inherit'],
    detached: true,
  });
  launched.on('error', (error) => process.stderr.write(`${error.message}\n`));
  launched.on('close', (code) => {
    child = null;
    killGroup(launched);
    if (wanted === 'ended' || !isEnding) finish(code ?? 1);
    else if (wanted === 'on') child = launchAgain();
  });
  return launched;
}

function launchAgain(): ChildProcess {
  return again ? launch(again[0]!, again.slice(1)) : launch(command, args);
}

/** Clean up and end this process. */
function finish(code: number): void {
  const removed = stopCommand && spawn(stopCommand[0]!, stopCommand.slice(1), { stdio: 'ignore' });
  const leave = (): never => {
    if (removeAtEnd) rmSync(removeAtEnd, REMOVAL);
    process.exit(code);
  };
  if (removed) removed.on('close', leave).on('error', leave);
  else leave();
}

/** Send a signal to the command, or SIGKILL to it and its child processes. */
function signal(name: NodeJS.Signals): void {
  if (!child?.pid) return;
  isEnding = true;
  if (signalCommand) spawn(signalCommand[0]!, [...signalCommand.slice(1), name], { stdio: 'ignore' });
  else if (name === 'SIGKILL') killGroup(child);
  else child.kill(name);
}

/** Kill a command and its child processes, which may outlive it. */
function killGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // None of them is left.
  }
}

function end(): void {
  if (wanted === 'ended') return;
  wanted = 'ended';
  if (child === null) {
    finish(0);
    return;
  }
  signal('SIGTERM');
  setTimeout(() => signal('SIGKILL'), STOP_TIMEOUT_MS).unref();
}

createInterface({ input: process.stdin })
  .on('line', (line) => {
    if (wanted === 'ended') return;
    const [verb, name] = line.split(' ');
    wanted = verb === 'on' ? 'on' : 'off';
    if (verb === 'off') signal(name as NodeJS.Signals);
    else child ??= launchAgain();
  })
  .on('close', end);
process.stdin.on('error', end);
for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(name, end);
