import { SingleBar } from 'cli-progress';
import pino from 'pino';
import type { FailedFile, RunProgress } from '../run/ingest.ts';
import { printable } from '@soundalike/command-line';

/** Shows how a run goes, on stderr: a bar on a terminal, JSON log lines elsewhere. */
export interface ProgressDisplay {
  progress(progress: RunProgress): void;
  failure(failure: FailedFile): void;
  /** Call once, before anything else is printed. */
  stop(): void;
}

const LOG_EVERY_MS = 10_000;

/** @param label what is being done, for example `Indexing` */
export function createProgressDisplay(label: string): ProgressDisplay {
  return process.stderr.isTTY ? barDisplay(label) : logDisplay(label);
}

function barDisplay(label: string): ProgressDisplay {
  const bar = new SingleBar({
    format: `${label} {bar} {value}/{total} files · {rate}× real time · {failed} failed · {eta_formatted} left`,
    stream: process.stderr,
    hideCursor: true,
    clearOnComplete: false,
  });
  const startedAt = performance.now();
  let started = false;
  const failures: FailedFile[] = [];
  return {
    progress({ total, done, failed, audioSeconds }) {
      if (total === 0) return;
      const payload = { failed, rate: Math.round(audioSeconds / ((performance.now() - startedAt) / 1000)) };
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
  const log = pino({ base: { task: label } }, pino.destination({ dest: 2, sync: true }));
  let loggedAt = -Infinity;
  return {
    progress(progress) {
      const now = performance.now();
      if (progress.total === 0 || (now - loggedAt < LOG_EVERY_MS && progress.done < progress.total)) return;
      loggedAt = now;
      log.info({ ...progress, audioSeconds: Math.round(progress.audioSeconds) }, 'progress');
    },
    failure: (failure) => log.warn(failure, 'file failed'),
    stop: () => undefined,
  };
}
