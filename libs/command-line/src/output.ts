import pino from 'pino';
import type { Logger } from 'pino';

export type { Logger };

/** Digits after the point of fractions in logs: milliseconds of durations in seconds. */
const FRACTION_DIGITS = 3;

/**
 * Create a logger that writes JSON lines to stderr, so that stdout stays free for results. Fractions are rounded.
 * @param task name of the process in every line, for example `etl`
 */
export function createLogger(task: string): Logger {
  return pino(
    { base: { task }, timestamp: pino.stdTimeFunctions.isoTime, formatters: { log: roundedFields } },
    pino.destination({ dest: 2, sync: true }),
  );
}

function roundedFields(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, rounded(value)]));
}

/** Round the fractions in a value, also in plain objects and arrays; errors and other objects stay as they are. */
function rounded(value: unknown): unknown {
  if (typeof value === 'number')
    return Number.isFinite(value) && !Number.isInteger(value) ? Number(value.toFixed(FRACTION_DIGITS)) : value;
  if (Array.isArray(value)) return value.map(rounded);
  const isPlain = typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
  return isPlain ? roundedFields(value as Record<string, unknown>) : value;
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
