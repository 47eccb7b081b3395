import { schedule, validate } from 'node-cron';
import { SoundalikeError } from '@soundalike/errors';

/** When runs are due. */
export interface Timetable {
  /** Cron expression of five fields, or six with seconds first. */
  readonly cron: string;
  /** IANA time zone; null: the machine's. */
  readonly timezone: string | null;
}

/** @throws `CONFIG_INVALID` naming every variable at fault */
export function checkTimetable({ cron, timezone }: Timetable): void {
  const faults: string[] = [];
  if (!validate(cron)) faults.push('ETL_CRON: expected a cron expression, for example 0 3 * * *');
  if (timezone !== null && !isTimezone(timezone))
    faults.push('ETL_TIMEZONE: expected an IANA time zone, for example Europe/Berlin');
  if (faults.length > 0) throw new SoundalikeError('CONFIG_INVALID', `configuration: ${faults.join('; ')}`);
}

function isTimezone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}

/** A timetable at work. */
export interface ScheduledRuns extends AsyncDisposable {
  /** When the next run is due. */
  next(): Date | null;
}

/** Calls `run` at every time that is due, or later where the machine slept then; a time that comes while a run is under way is passed over. */
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
