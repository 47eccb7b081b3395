import { createLogger } from './output.ts';
import { printError } from './print.ts';
import { createProgressBar } from './progress-bar.ts';

/** Progress of a task on stderr: a bar on a terminal, JSON log lines elsewhere. */
export interface WorkDisplay {
  readonly progress: (done: number, total: number) => void;
  /** Print a line that is not a figure. */
  readonly note: (text: string) => void;
  /** End the display; call it once, before anything else is printed. */
  stop(): void;
}

/** Unit of the bar: `perUnit` of the numbers given to `progress` are one unit. */
export interface Unit {
  readonly name: string;
  readonly perUnit: number;
}

/** Unit for tasks that count bytes. */
export const MEBIBYTES: Unit = { name: 'MiB', perUnit: 1024 * 1024 };

const LOG_EVERY_MS = 10_000;

/**
 * Create a display for a task.
 * @param label the task, for example `Downloading Cnn14`
 */
export function createWorkDisplay(label: string, unit: Unit): WorkDisplay {
  return process.stderr.isTTY ? barDisplay(label, unit) : logDisplay(label);
}

function barDisplay(label: string, { name, perUnit }: Unit): WorkDisplay {
  const bar = createProgressBar(label);
  return {
    progress(doneOf, totalOf) {
      const [value, total] = [Math.round(doneOf / perUnit), Math.ceil(totalOf / perUnit)];
      bar.update({ value, total, done: `${value}/${total} ${name}`, details: [] });
    },
    note(text) {
      bar.stop();
      printError(text);
    },
    stop: () => bar.stop(),
  };
}

function logDisplay(label: string): WorkDisplay {
  const log = createLogger('progress');
  let loggedAt = -Infinity;
  return {
    progress(done, total) {
      const now = performance.now();
      if (now - loggedAt < LOG_EVERY_MS && done < total) return;
      loggedAt = now;
      log.info({ done, total }, label);
    },
    note: (text) => log.info(text),
    stop: () => undefined,
  };
}
