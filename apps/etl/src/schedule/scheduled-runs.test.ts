import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { checkTimetable, scheduleRuns } from './scheduled-runs.ts';

const HOUR = 3_600_000;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Return the times of the runs that a timetable starts within some hours of `from`. */
async function runsOf(cron: string, timezone: string, from: string, hours: number): Promise<string[]> {
  vi.setSystemTime(from);
  const runs: string[] = [];
  await using _scheduled = scheduleRuns({ cron, timezone }, async () => {
    runs.push(new Date().toISOString().slice(0, 16));
  });
  await vi.advanceTimersByTimeAsync(hours * HOUR);
  return runs;
}

test.each([
  ['Europe/Berlin', '30 2 * * *', '2027-03-27T12:00Z', ['2027-03-28T01:00', '2027-03-29T00:30']],
  ['Europe/Berlin', '15,45 2 * * *', '2027-03-27T12:00Z', ['2027-03-28T01:00', '2027-03-29T00:15', '2027-03-29T00:45']],
  ['Europe/Berlin', '0 3 * * *', '2027-03-27T12:00Z', ['2027-03-28T01:00', '2027-03-29T01:00']],
  ['America/Havana', '0 0 * * *', '2027-03-13T12:00Z', ['2027-03-14T05:00', '2027-03-15T04:00']],
  ['Australia/Lord_Howe', '15 2 * * *', '2027-10-02T00:00Z', ['2027-10-02T15:30', '2027-10-03T15:15']],
])('in %s, %s that falls into the gap of summer time is due right after it', async (zone, cron, from, due) => {
  expect(await runsOf(cron, zone, from, 40)).toEqual(due);
});

test.each([
  ['Europe/Berlin', '30 2 * * *', '2027-10-30T12:00Z', ['2027-10-31T00:30', '2027-11-01T01:30']],
  ['America/Havana', '30 0 * * *', '2027-11-06T12:00Z', ['2027-11-07T04:30', '2027-11-08T05:30']],
  ['Australia/Lord_Howe', '45 1 * * *', '2027-04-03T00:00Z', ['2027-04-03T14:45', '2027-04-04T15:15']],
])('in %s, %s that comes twice in autumn is due once', async (zone, cron, from, due) => {
  expect(await runsOf(cron, zone, from, 44)).toEqual(due);
});

test('after the machine slept, a missed time is due once, and then the timetable continues', async () => {
  vi.setSystemTime('2027-06-01T12:00Z');
  const runs: string[] = [];
  await using scheduled = scheduleRuns({ cron: '0 3 * * *', timezone: 'UTC' }, async () => {
    runs.push(new Date().toISOString().slice(0, 13));
  });
  expect(scheduled.next()?.toISOString()).toBe('2027-06-02T03:00:00.000Z');
  vi.setSystemTime('2027-06-04T08:00Z');
  await vi.advanceTimersByTimeAsync(24 * HOUR);
  expect(runs).toEqual(['2027-06-04T08', '2027-06-05T03']);
});

test('after the timetable is disposed of, nothing is due', async () => {
  vi.setSystemTime('2027-06-01T12:00Z');
  let begun = 0;
  {
    await using _scheduled = scheduleRuns({ cron: '0 * * * *', timezone: null }, async () => {
      begun++;
    });
  }
  await vi.advanceTimersByTimeAsync(5 * HOUR);
  expect(begun).toBe(0);
});

test.each(['often', '', '0 3 * *', '61 3 * * *', '0 0 3 * * * 2027', '2030-01-01T03:00:00', '0 3 31 2 *'])(
  '%j is not a timetable',
  (cron) => {
    expect(() => checkTimetable({ cron, timezone: 'Mars/Base' })).toThrow(/ETL_CRON.*ETL_TIMEZONE/u);
  },
);

test.each(['0 3 * * *', '30 0 3 * * *', '@daily', '0 3 * * mon-fri', '0 3 L * *'])('%j is a timetable', (cron) => {
  expect(() => checkTimetable({ cron, timezone: 'Europe/Berlin' })).not.toThrow();
});
