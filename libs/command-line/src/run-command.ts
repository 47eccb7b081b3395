import { CommanderError } from 'commander';
import type { Command } from 'commander';
import { SoundalikeError, isSoundalikeError, reasonOf } from '@soundalike/errors';
import { EXIT_CODE, exitCodeOfError } from './exit-code.ts';
import { printable } from './printable.ts';

/** What a command does; resolves to its exit code, undefined for 0. */
export type CommandAction = (signal: AbortSignal) => Promise<number | undefined>;

/** Runs a program that is one command. @see runCommands */
export async function runCommand(program: Command, action: CommandAction): Promise<void> {
  await runCommands(program, [[program, action]]);
}

/** A signal that comes so soon after the first, in milliseconds, is the same wish: a terminal signals a whole group of processes, and a parent in it passes the signal on. */
const SAME_WISH_MS = 1000;

/**
 * Runs a program to its end: parses the arguments, hands SIGINT and SIGTERM to the action as an aborted signal
 * (another one, a second or more later, ends the process at once), prints an error as one line on stderr, and sets the exit code.
 * @param actions what each command does: subcommands of the program, or the program itself
 */
export async function runCommands(
  program: Command,
  actions: readonly (readonly [Command, CommandAction])[],
): Promise<void> {
  const controller = new AbortController();
  let stoppedAt = Infinity;
  const stop = (): void => {
    if (performance.now() - stoppedAt >= SAME_WISH_MS) process.exit(EXIT_CODE.interrupted);
    if (controller.signal.aborted) return;
    stoppedAt = performance.now();
    controller.abort();
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  // A reader that goes away, such as `head`, is no fault of ours.
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

/** Whatever a stopped action threw, it was stopped. */
function stopped(cause: unknown): SoundalikeError {
  return new SoundalikeError('ABORTED', 'stopped', { cause });
}

function report(error: unknown): number {
  // Commander has printed its own message, or the help that was asked for.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_CODE.ok : EXIT_CODE.usage;
  const text = isSoundalikeError(error) ? `error ${error.code}: ${printable(reasonOf(error))}` : stackOf(error);
  process.stderr.write(`${text}\n`);
  return exitCodeOfError(error);
}

/** An error that this project did not foresee: whoever mends it needs the stack. */
function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
