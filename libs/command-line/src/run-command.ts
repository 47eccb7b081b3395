import { CommanderError } from 'commander';
import type { Command } from 'commander';
import { SoundalikeError, isSoundalikeError, reasonOf } from '@soundalike/errors';
import { EXIT_CODE, exitCodeOfError } from './exit-code.ts';
import { printable } from './output.ts';

/** Action of a command; resolves to its exit code, undefined for 0. */
export type CommandAction = (signal: AbortSignal) => Promise<number | undefined>;

/** Run a program that is one command. @see runCommands */
export async function runCommand(program: Command, action: CommandAction): Promise<void> {
  await runCommands(program, [[program, action]]);
}

/**
 * Time after a signal in which another one counts as the same request: a terminal signals an entire group of processes,
 * and a parent in the group forwards the signal.
 */
const DUPLICATE_SIGNAL_MS = 1000;

/**
 * Run a program: parse the arguments, pass SIGINT and SIGTERM to the action as an aborted signal (another one, a second
 * or more later, ends the process immediately), print an error as one line on stderr, and set the exit code.
 * @param actions action of each command: subcommands of the program, or the program itself
 */
export async function runCommands(
  program: Command,
  actions: readonly (readonly [Command, CommandAction])[],
): Promise<void> {
  const controller = new AbortController();
  let stoppedAt = Infinity;
  const stop = (): void => {
    if (performance.now() - stoppedAt >= DUPLICATE_SIGNAL_MS) process.exit(EXIT_CODE.interrupted);
    if (controller.signal.aborted) return;
    stoppedAt = performance.now();
    controller.abort();
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  // A reader such as `head` may close the pipe early, which is not an error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) =>
    process.exit(error.code === 'EPIPE' ? EXIT_CODE.ok : EXIT_CODE.failed),
  );
  for (const [command, action] of actions) {
    command.exitOverride().action(async () => {
      process.exitCode = (await action(controller.signal)) ?? EXIT_CODE.ok;
    });
  }
  try {
    await program.exitOverride().parseAsync();
  } catch (error) {
    process.exitCode = report(controller.signal.aborted && !isSoundalikeError(error) ? stopped(error) : error);
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
}

/** Replace an error that an action threw because it was stopped. */
function stopped(cause: unknown): SoundalikeError {
  return new SoundalikeError('ABORTED', 'stopped', { cause });
}

function report(error: unknown): number {
  // Commander has already printed its message or the requested help.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_CODE.ok : EXIT_CODE.usage;
  const text = isSoundalikeError(error) ? `error ${error.code}: ${printable(reasonOf(error))}` : stackOf(error);
  process.stderr.write(`${text}\n`);
  return exitCodeOfError(error);
}

/** Return the stack of an unexpected error, which is needed to fix it. */
function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
