import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import { closestWord } from '@soundalike/catalog/closest-word';

/** Return the question whether a mistyped word means one of the candidates, in parentheses; empty if none is near enough. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const closest = closestWord(word, candidates);
  return closest === null ? '' : `(Did you mean ${closest}?)`;
}

/** Let the options and arguments of a command that have a closed set of values suggest one for a mistyped value. */
export function suggestChoices(command: Command): void {
  for (const each of [...command.options, ...command.registeredArguments]) {
    const choices = each.argChoices;
    if (choices === undefined) continue;
    each.argParser((value: string) => {
      if (choices.includes(value)) return value;
      throw new InvalidArgumentError(`Allowed choices are ${choices.join(', ')}. ${didYouMean(value, choices)}`.trim());
    });
  }
}

/** Refuse the first of too many arguments of a command that has subcommands: it is a mistyped one. */
export function refuseUnknownSubcommand(command: Command): void {
  const [word] = command.args.slice(command.registeredArguments.length);
  const isVariadic = command.registeredArguments.at(-1)?.variadic ?? false;
  if (word === undefined || isVariadic) return;
  const names = command.commands.map((each) => each.name());
  const suggestion = didYouMean(word, names);
  command.error(`error: unknown command '${word}'\n${suggestion || `(The commands are ${names.join(', ')}.)`}`, {
    code: 'commander.unknownCommand',
  });
}
