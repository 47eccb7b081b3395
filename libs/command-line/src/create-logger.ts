import pino from 'pino';
import type { Logger } from 'pino';

export type { Logger };

/** JSON log lines on stderr, so that stdout stays free for results. @param task what the process does, for example `etl` */
export function createLogger(task: string): Logger {
  return pino({ base: { task }, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination({ dest: 2, sync: true }));
}
