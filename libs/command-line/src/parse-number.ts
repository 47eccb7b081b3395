import { InvalidArgumentError } from 'commander';

/** Parses an option's value as a whole number. @param least the smallest that is taken @param most the largest */
export function wholeNumber(least: number, most = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return parser(least, most, true);
}

/** Parses an option's value as a number. @param least the smallest that is taken */
export function realNumber(least: number): (text: string) => number {
  return parser(least, Infinity, false);
}

function parser(least: number, most: number, whole: boolean): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === '' || !(value >= least && value <= most) || (whole && !Number.isSafeInteger(value))) {
      throw new InvalidArgumentError(
        `expected a ${whole ? 'whole ' : ''}number from ${least} ${most < Number.MAX_SAFE_INTEGER ? `to ${most}` : 'on'}`,
      );
    }
    return value;
  };
}
