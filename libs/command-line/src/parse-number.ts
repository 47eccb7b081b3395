import { InvalidArgumentError } from 'commander';

/**
 * Return a parser for an option whose value is an integer.
 * @param least smallest allowed value
 * @param most largest allowed value
 */
export function wholeNumber(least: number, most = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return parser(least, most, true);
}

/**
 * Return a parser for an option whose value is a number.
 * @param least smallest allowed value
 */
export function realNumber(least: number): (text: string) => number {
  return parser(least, Infinity, false);
}

function parser(least: number, most: number, whole: boolean): (text: string) => number {
  const range = most < Number.MAX_SAFE_INTEGER ? `from ${least} to ${most}` : `of at least ${least}`;
  return (text) => {
    const value = Number(text);
    if (text.trim() === '' || !(value >= least && value <= most) || (whole && !Number.isSafeInteger(value))) {
      throw new InvalidArgumentError(`It must be ${whole ? 'a whole number' : 'a number'} ${range}.`);
    }
    return value;
  };
}
