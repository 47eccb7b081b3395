import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import pLimit from 'p-limit';
import { isSoundalikeError, reasonOf } from '@soundalike/errors';
import type { ErrorCode } from '@soundalike/errors';
import { createLogger } from '@soundalike/command-line';
import type { Settings } from '@soundalike/settings';
import { LEASE_MS } from '../lease/run-lease.ts';
import { findModel } from '../model/find-model.ts';
import type { ModelSettings } from '../model/find-model.ts';
import { indexDataset } from '../index-dataset.ts';
import type { IndexSettings, RunOptions } from '../index-dataset.ts';
import { RunMetrics } from '../serve/run-metrics.ts';
import { serveStatus } from '../serve/serve-status.ts';
import { watchDataset } from '../watch/watch-dataset.ts';
import { scheduleRuns } from './scheduled-runs.ts';

/** Errors that disappear without action: a run that was requested now is then tried again. */
const TRANSIENT_ERRORS: readonly ErrorCode[] = ['LEASE_HELD', 'STORE_UNAVAILABLE'];

const RETRY_MS = LEASE_MS;

/** The settings of runs on a schedule. */
export type ScheduleSettings = IndexSettings &
  ModelSettings &
  Pick<Settings, 'etlCron' | 'etlTimezone' | 'etlHttpPort'>;

/** Events that start a run in addition to the timetable. */
export interface Triggers {
  readonly runNow: boolean;
  readonly watch: boolean;
}

/** Run at every due time, one run at a time, until the signal; a run under way then stops within its grace period. */
export async function runOnSchedule(
  settings: ScheduleSettings,
  options: RunOptions,
  triggers: Triggers,
  signal: AbortSignal,
): Promise<void> {
  const log = createLogger('etl');
  const metrics = new RunMetrics();
  const oneAtATime = pLimit(1);
  let lastError: string | null = null;

  /** @returns whether the run need not be tried again soon */
  const run = async (trigger: string): Promise<boolean> => {
    if (signal.aborted) return true;
    log.info({ trigger }, 'run begins');
    metrics.begun();
    try {
      // Cnn14 may have been installed since the last run.
      const model = await findModel(settings, { download: false, signal });
      const result = await indexDataset(
        settings,
        model,
        { ...options, announce: (text) => log.warn(text), observer: metrics },
        signal,
      );
      const { failed, ...counts } = result.summary;
      log.info({ ...counts, failed: failed.length, spaceId: model.space.id }, 'run ended');
      for (const { failure, ...station } of result.stations) {
        if (failure === null) log.info(station, 'station renewed');
        else log.warn(station, `station not renewed: ${failure}`);
      }
      if (result.refusal !== null) log.error({ code: result.refusal.code }, result.refusal.message);
      lastError = result.refusal?.message ?? null;
      metrics.ended(result);
      return true;
    } catch (error) {
      metrics.ended();
      if (signal.aborted) log.info('run stopped; the next one continues from there');
      else {
        lastError = reasonOf(error);
        log.error(
          {
            code: isSoundalikeError(error) ? error.code : 'UNEXPECTED',
            ...(!isSoundalikeError(error) && { err: error }),
          },
          lastError,
        );
      }
      return signal.aborted || !TRANSIENT_ERRORS.some((code) => isSoundalikeError(error, code));
    }
  };
  const runUntilDone = async (trigger: string): Promise<void> => {
    while (!(await oneAtATime(() => run(trigger)))) await wait(RETRY_MS, undefined, { signal }).catch(() => undefined);
  };

  await using runs = scheduleRuns({ cron: settings.etlCron, timezone: settings.etlTimezone }, async () => {
    if (oneAtATime.activeCount > 0) log.warn('a run is due, but another one is still under way; skipped');
    else await oneAtATime(() => run('schedule'));
    announceNext();
  });
  const announceNext = (): void => log.info({ nextRun: runs.next()?.toISOString() ?? null }, 'next run');
  await using _status =
    settings.etlHttpPort === null
      ? null
      : await serveStatus(settings.etlHttpPort, metrics.registry, () => ({
          ok: lastError === null,
          running: oneAtATime.activeCount > 0,
          nextRun: runs.next()?.toISOString() ?? null,
          lastError,
        }));
  announceNext();
  if (triggers.runNow && !triggers.watch) void runUntilDone('start');
  if (triggers.watch) {
    const warn = (error: unknown): void => log.warn(`not watched for changes: ${reasonOf(error)}`);
    let trigger = 'start';
    for await (const _change of watchDataset(settings.datasetDir, settings.datasetExclude, signal, warn)) {
      await runUntilDone(trigger);
      trigger = 'change';
    }
  } else if (!signal.aborted) await once(signal, 'abort');
  // Wait for a run that is stopping.
  await oneAtATime(async () => undefined);
}
