import { InvalidArgumentError } from 'commander';

/** Parses an option's value as a whole number. @param least the smallest that is taken */
export function wholeNumber(least: number): (text: string) => number {
  return parser(least, true);
}

/** Parses an option's value as a number. @param least the smallest that is taken */
export function realNumber(least: number): (text: string) => number {
  return parser(least, false);
}

function parser(least: number, whole: boolean): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === '' || !(value >= least) || (whole && !Number.isSafeInteger(value))) {
      throw new InvalidArgumentError(`expected a ${whole ? 'whole ' : ''}number from ${least} on`);
    }
    return value;
  };
}
