import { Cron } from 'croner';
import type { CronOptions } from 'croner';
import { SoundalikeError } from '@soundalike/errors';

/** Times at which runs are due. */
export interface Timetable {
  /** Cron expression of five fields, or six with seconds first, or a name such as `@daily`. */
  readonly cron: string;
  /** IANA time zone; null: the machine's. */
  readonly timezone: string | null;
}

/** Croner also accepts a single date, at which a schedule would end. */
const IS_DATE = /^\s*\d{4}-\d{2}-\d{2}/u;

/** Check a timetable. @throws `CONFIG_INVALID` that names every invalid variable */
export function checkTimetable({ cron, timezone }: Timetable): void {
  const problems: string[] = [];
  const expression = cronProblem(cron);
  if (expression !== null) problems.push(expression);
  if (timezone !== null && !isTimezone(timezone))
    problems.push('ETL_TIMEZONE must be an IANA time zone, for example Europe/Berlin');
  if (problems.length > 0) throw new SoundalikeError('CONFIG_INVALID', problems.join('; '));
}

function cronProblem(cron: string): string | null {
  if (IS_DATE.test(cron)) return 'ETL_CRON must be a cron expression, not a date';
  try {
    const isDue = new Cron(cron, { ...optionsOf({ cron, timezone: null }), paused: true }).nextRun() !== null;
    return isDue ? null : 'ETL_CRON must be a cron expression with a date that exists, for example 0 3 * * *';
  } catch {
    return 'ETL_CRON must be a cron expression, for example 0 3 * * *';
  }
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
 * Call `run` at every time that is due, or later if the machine slept at that time; also while an earlier call is still
 * under way.
 *
 * As with cron daemons, a time in the hour that summer time leaves out is due right after the gap, and a time in the
 * hour that comes twice is due once. Expressions with `*` in minutes or hours follow the clock.
 */
export function scheduleRuns(timetable: Timetable, run: () => Promise<void>): ScheduledRuns {
  const job = new Cron(timetable.cron, optionsOf(timetable), run);
  return {
    next: () => job.nextRun(),
    async [Symbol.asyncDispose]() {
      job.stop();
    },
  };
}

function optionsOf({ timezone }: Timetable): CronOptions {
  return {
    mode: '5-or-6-parts',
    // Lists and ranges of hours also run after a gap, and once.
    fixedTimeRule: 'no-wildcard',
    ...(timezone !== null && { timezone }),
  };
}
