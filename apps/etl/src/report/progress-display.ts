import { SingleBar } from 'cli-progress';
import { createLogger, printable } from '@soundalike/command-line';
import type { FailedFile } from '../failures/failure-log.ts';
import type { RunObserver, RunProgress } from '../run/ingest.ts';

/** Shows how a run goes, on stderr: a bar on a terminal, JSON log lines elsewhere. */
export interface ProgressDisplay extends RunObserver {
  /** Call once, before anything else is printed. */
  stop(): void;
}

const LOG_EVERY_MS = 10_000;

/** @param label what is being done, for example `Indexing` */
export function createProgressDisplay(label: string): ProgressDisplay {
  return process.stderr.isTTY ? barDisplay(label) : logDisplay(label);
}

/** Files and seconds of audio per second, since the display was made. */
function rates({ done, audioSeconds }: RunProgress, startedAt: number): { tracksPerSecond: number; timesRealTime: number } {
  const seconds = (performance.now() - startedAt) / 1000;
  return { tracksPerSecond: Math.round((done / seconds) * 100) / 100, timesRealTime: Math.round(audioSeconds / seconds) };
}

function barDisplay(label: string): ProgressDisplay {
  const bar = new SingleBar({
    format: `${label} {bar} {value}/{total} files · {tracksPerSecond}/s · {timesRealTime}× real time · {failed} failed · {eta_formatted} left`,
    stream: process.stderr,
    hideCursor: true,
    clearOnComplete: false,
  });
  const startedAt = performance.now();
  let started = false;
  const failures: FailedFile[] = [];
  return {
    progress(progress) {
      const { total, done, failed } = progress;
      if (total === 0) return;
      const payload = { failed, ...rates(progress, startedAt) };
      if (!started) bar.start(total, done, payload);
      else bar.update(done, payload);
      started = true;
    },
    failure: (failure) => void failures.push(failure),
    stop() {
      if (started) bar.stop();
      for (const { path, code, reason } of failures) process.stderr.write(`  ${printable(path)}: ${code} ${printable(reason)}\n`);
    },
  };
}

function logDisplay(label: string): ProgressDisplay {
  const log = createLogger(label.toLowerCase());
  const startedAt = performance.now();
  let loggedAt = -Infinity;
  return {
    progress(progress) {
      const now = performance.now();
      if (progress.total === 0 || (now - loggedAt < LOG_EVERY_MS && progress.done < progress.total)) return;
      loggedAt = now;
      log.info({ ...progress, audioSeconds: Math.round(progress.audioSeconds), ...rates(progress, startedAt) }, 'progress');
    },
    failure: (failure) => log.warn(failure, 'file failed'),
    stop: () => undefined,
  };
}
