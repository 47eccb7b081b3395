import { SingleBar } from 'cli-progress';
import { progressLine, timeLeft } from './progress-line.ts';
import type { ProgressLine } from './progress-line.ts';

/** Width if the terminal does not tell its own. */
const USUAL_COLUMNS = 80;

/** Progress to show: the parts of its line, except for label and bar. */
interface Progress extends Pick<ProgressLine, 'done' | 'details'> {
  readonly value: number;
  readonly total: number;
}

/** A bar on stderr, for a terminal, which always fits on one line. */
export interface ProgressBar {
  /** Draw the bar; the first call starts it. */
  update(progress: Progress): void;
  /** End the bar, so that text can be printed; a later `update` starts it again. */
  stop(): void;
}

/** Create a bar. @param label the task, for example `Indexing` */
export function createProgressBar(label: string): ProgressBar {
  let shown: Progress = { value: 0, total: 0, done: '', details: [] };
  const bar = new SingleBar({
    format: (_options, { progress, eta }) =>
      progressLine(
        {
          label,
          share: progress,
          done: shown.done,
          details: [...shown.details, { text: `${timeLeft(knownSeconds(shown, eta))} left`, rank: 0 }],
        },
        // Without the last column: some terminals wrap a line that fills it.
        (process.stderr.columns || USUAL_COLUMNS) - 1,
      ),
    stream: process.stderr,
    hideCursor: true,
    // Every line fits, and others that are printed meanwhile must not be cut.
    linewrap: true,
    // `StopRequests` handles signals: the work under way goes on, and so does the bar.
    gracefulExit: false,
  });
  return {
    update(progress) {
      shown = progress;
      if (bar.isActive) {
        bar.setTotal(progress.total);
        bar.update(progress.value);
      } else bar.start(progress.total, progress.value);
    },
    stop: () => bar.stop(),
  };
}

/** Return the time left in seconds, NaN if it is not known: cli-progress says 0 before there is a rate. */
function knownSeconds({ value, total }: Progress, eta: number | string): number {
  if (total > 0 && value >= total) return 0;
  return Number(eta) > 0 ? Number(eta) : NaN;
}
