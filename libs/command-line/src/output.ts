import pino from 'pino';
import type { Logger } from 'pino';

export type { Logger };

/**
 * Create a logger that writes JSON lines to stderr, so that stdout stays free for results.
 * @param task name of the process in every line, for example `etl`
 */
export function createLogger(task: string): Logger {
  return pino({ base: { task }, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination({ dest: 2, sync: true }));
}

/**
 * Return text from a file's tags or name in a form that is safe to print on a terminal: on one line, without control,
 * escape or direction characters.
 */
export function printable(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
}
