import { CommanderError } from 'commander';
import type { Command } from 'commander';
import { SoundalikeError, isSoundalikeError, reasonOf } from '@soundalike/errors';
import { EXIT_CODE, exitCodeOfError } from './exit-code.ts';
import { printable } from './output.ts';
import { printError, wrapText } from './print.ts';
import { StopRequests } from './stop-requests.ts';
import { refuseUnknownSubcommand, suggestChoices } from './suggestions.ts';
import { addVersion } from './version.ts';

/**
 * Action of a command; resolves to its exit code, undefined for 0. One that takes the signal finishes what is under way when
 * it is aborted; one without parameters is ended by the first SIGINT or SIGTERM.
 */
export type CommandAction = (signal: AbortSignal) => Promise<number | undefined>;

/** Run a program that is one command. @see runCommands */
export async function runCommand(program: Command, action: CommandAction): Promise<void> {
  await runCommands(program, [[program, action]]);
}

/**
 * Run a program: parse the arguments, pass SIGINT and SIGTERM to the action as an aborted signal (another one, later, ends
 * the process immediately), print an error as one line on stderr, and set the exit code.
 * @param actions action of each command: subcommands of the program, or the program itself
 */
export async function runCommands(
  program: Command,
  actions: readonly (readonly [Command, CommandAction])[],
): Promise<void> {
  using stop = new StopRequests(program.name());
  // A reader such as `head` may close the pipe early, which is not an error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) =>
    process.exit(error.code === 'EPIPE' ? EXIT_CODE.ok : EXIT_CODE.failed),
  );
  addVersion(program);
  prepare(program);
  for (const [command, action] of actions) {
    command.action(async () => {
      refuseUnknownSubcommand(command);
      if (action.length > 0) stop.beginsToListen();
      process.exitCode = (await action(stop.signal)) ?? EXIT_CODE.ok;
    });
  }
  try {
    await program.parseAsync();
  } catch (error) {
    process.exitCode = report(stop.signal.aborted && !isSoundalikeError(error) ? stopped(error) : error);
  }
}

/** Prepare a command and its subcommands: errors are thrown, fit the terminal, and suggest what a mistyped word means. */
function prepare(command: Command): void {
  command.exitOverride().configureOutput({ outputError: (text, write) => write(fitted(text)) });
  suggestChoices(command);
  // A word too many for a command with subcommands is a mistyped one, which `refuseUnknownSubcommand` reports.
  if (command.commands.length > 0) command.allowExcessArguments();
  for (const each of command.commands) prepare(each);
}

function fitted(text: string): string {
  return process.stderr.isTTY && process.stderr.columns > 0 ? wrapText(text, process.stderr.columns) : text;
}

/** Replace an error that an action threw because it was stopped. */
function stopped(cause: unknown): SoundalikeError {
  return new SoundalikeError('ABORTED', 'stopped', { cause });
}

function report(error: unknown): number {
  // Commander has already printed its message or the requested help.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_CODE.ok : EXIT_CODE.usage;
  if (isSoundalikeError(error)) printError(`error ${error.code}: ${printable(reasonOf(error))}`);
  else process.stderr.write(`${stackOf(error)}\n`);
  return exitCodeOfError(error);
}

/** Return the stack of an unexpected error, which is needed to fix it. */
function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
