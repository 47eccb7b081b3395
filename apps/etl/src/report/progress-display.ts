import { reasonOf } from '@soundalike/errors';
import { createLogger, createProgressBar, printable, printError } from '@soundalike/command-line';
import type { FailedFile } from '../failures/failure-log.ts';
import type { RunObserver, RunProgress } from '../run/run-observer.ts';

/** Shows the progress of a run on stderr: a bar on a terminal, JSON log lines elsewhere. */
export interface ProgressDisplay extends RunObserver, Disposable {
  /** Report, at most every ten seconds, that the run waits for a store or a disk that is unavailable. */
  readonly waiting: (error: unknown) => void;
  /** Report a line, such as on which device the model runs. */
  readonly note: (text: string) => void;
}

const LOG_EVERY_MS = 10_000;

/** Create the display that fits stderr. @param label name of the work, for example `Indexing` */
export function createProgressDisplay(label: string): ProgressDisplay {
  return process.stderr.isTTY ? barDisplay(label) : logDisplay(label);
}

/** Return files and seconds of audio per second, since the run began to read. */
function rates(
  { done, audioSeconds }: RunProgress,
  startedAt: number,
): { tracksPerSecond: number; timesRealTime: number } {
  const seconds = Math.max(performance.now() - startedAt, 1) / 1000;
  return {
    tracksPerSecond: Math.round((done / seconds) * 100) / 100,
    timesRealTime: Math.round(audioSeconds / seconds),
  };
}

function barDisplay(label: string): ProgressDisplay {
  const bar = createProgressBar(label);
  const isTimeToWarn = rateLimit();
  let startedAt: number | null = null;
  const failures: FailedFile[] = [];
  return {
    progress(progress) {
      const { total, done, failed } = progress;
      if (total === 0) return;
      startedAt ??= performance.now();
      const { tracksPerSecond, timesRealTime } = rates(progress, startedAt);
      bar.update({
        value: done,
        total,
        done: `${done}/${total} files`,
        details: [
          { text: `${tracksPerSecond}/s`, rank: 2 },
          { text: `${timesRealTime}× real time`, rank: 3 },
          { text: `${failed} failed`, rank: failed > 0 ? 1 : 4 },
        ],
      });
    },
    failure: (failure) => void failures.push(failure),
    waiting(error) {
      if (!isTimeToWarn()) return;
      if (startedAt !== null) bar.stop();
      printError(`  waiting: ${printable(reasonOf(error))}`);
    },
    note(text) {
      if (startedAt !== null) bar.stop();
      printError(printable(text));
    },
    [Symbol.dispose]() {
      if (startedAt !== null) bar.stop();
      for (const { path, code, reason } of failures)
        printError(`  ${printable(path)}: ${code} ${printable(reason)}`, 2);
    },
  };
}

function logDisplay(label: string): ProgressDisplay {
  const log = createLogger(label.toLowerCase());
  const isTimeForProgress = rateLimit();
  const isTimeToWarn = rateLimit();
  let startedAt: number | null = null;
  return {
    progress(progress) {
      startedAt ??= performance.now();
      if (progress.total === 0 || !isTimeForProgress(progress.done === progress.total)) return;
      log.info(
        { ...progress, audioSeconds: Math.round(progress.audioSeconds), ...rates(progress, startedAt) },
        'progress',
      );
    },
    failure: (failure) => log.warn(failure, 'file failed'),
    waiting(error) {
      if (isTimeToWarn()) log.warn({ reason: reasonOf(error) }, 'waiting');
    },
    note: (text) => log.info(text),
    [Symbol.dispose]: () => undefined,
  };
}

/** Return a function that is true at most every ten seconds, and whenever it is forced. */
function rateLimit(): (force?: boolean) => boolean {
  let last = -Infinity;
  return (force = false) => {
    const now = performance.now();
    if (!force && now - last < LOG_EVERY_MS) return false;
    last = now;
    return true;
  };
}
