import { InvalidArgumentError } from 'commander';

const CLOCK = /^(?:(?:(\d+):)?(\d+):)?(\d+(?:\.\d+)?)$/u;

/** Parse a time such as `90`, `1:30`, `1:30.5` or `1:02:03`, in seconds. @throws `InvalidArgumentError` */
export function parseTime(text: string): number {
  const parts = CLOCK.exec(text.trim());
  if (!parts) throw new InvalidArgumentError('It must be a time such as 90, 1:30 or 1:02:03.');
  const [, hours = '0', minutes = '0', seconds = '0'] = parts;
  return 3600 * Number(hours) + 60 * Number(minutes) + Number(seconds);
}
