import { schedule, validate } from 'node-cron';
import { SoundalikeError } from '@soundalike/errors';

/** Times at which runs are due. */
export interface Timetable {
  /** Cron expression of five fields, or six with seconds first. */
  readonly cron: string;
  /** IANA time zone; null: the machine's. */
  readonly timezone: string | null;
}

/** Check a timetable. @throws `CONFIG_INVALID` that names every invalid variable */
export function checkTimetable({ cron, timezone }: Timetable): void {
  const problems: string[] = [];
  if (!validate(cron)) problems.push('ETL_CRON must be a cron expression, for example 0 3 * * *');
  if (timezone !== null && !isTimezone(timezone))
    problems.push('ETL_TIMEZONE must be an IANA time zone, for example Europe/Berlin');
  if (problems.length > 0) throw new SoundalikeError('CONFIG_INVALID', problems.join('; '));
}

function isTimezone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}

/** A running timetable. */
export interface ScheduledRuns extends AsyncDisposable {
  /** Return the time of the next run. */
  next(): Date | null;
}

/**
 * Call `run` at every time that is due, or later if the machine slept at that time. A time during a run is skipped.
 */
export function scheduleRuns({ cron, timezone }: Timetable, run: () => Promise<void>): ScheduledRuns {
  const task = schedule(cron, run, {
    name: 'etl',
    noOverlap: true,
    missedExecutionTolerance: Infinity,
    ...(timezone !== null && { timezone }),
  });
  return {
    next: () => task.getNextRun(),
    async [Symbol.asyncDispose]() {
      await task.destroy();
    },
  };
}
