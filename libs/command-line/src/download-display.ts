import { SingleBar } from 'cli-progress';
import { createLogger } from './create-logger.ts';

/** Shows how a download goes, on stderr: a bar on a terminal, JSON log lines elsewhere. */
export interface DownloadDisplay {
  readonly progress: (receivedBytes: number, totalBytes: number) => void;
  /** Call once, before anything else is printed. */
  stop(): void;
}

const MEBIBYTE = 1024 * 1024;
const LOG_EVERY_MS = 10_000;

/** @param name what is downloaded, for example `Cnn14` */
export function createDownloadDisplay(name: string): DownloadDisplay {
  return process.stderr.isTTY ? barDisplay(name) : logDisplay(name);
}

function barDisplay(name: string): DownloadDisplay {
  const bar = new SingleBar({ format: `Downloading ${name} {bar} {value}/{total} MiB · {eta_formatted} left`, stream: process.stderr });
  return {
    progress(received, total) {
      if (!bar.isActive) bar.start(Math.ceil(total / MEBIBYTE), 0);
      bar.update(Math.round(received / MEBIBYTE));
    },
    stop: () => bar.stop(),
  };
}

function logDisplay(name: string): DownloadDisplay {
  const log = createLogger('download');
  let loggedAt = -Infinity;
  return {
    progress(receivedBytes, totalBytes) {
      const now = performance.now();
      if (now - loggedAt < LOG_EVERY_MS && receivedBytes < totalBytes) return;
      loggedAt = now;
      log.info({ name, receivedBytes, totalBytes }, 'downloading');
    },
    stop: () => undefined,
  };
}
