import { EXIT_CODE } from './exit-code.ts';
import { createLogger } from './output.ts';
import { printError } from './print.ts';

/**
 * Time after a signal in which another one counts as the same request: a terminal signals an entire group of processes,
 * and a parent in the group forwards the signal.
 */
const DUPLICATE_SIGNAL_MS = 500;

/** Show the cursor again, which a progress bar hides. */
const SHOW_CURSOR = '\u001b[?25h';
/** Go to the start of the line and clear it. */
const CLEAR_LINE = '\r\u001b[K';

/**
 * Passes SIGINT and SIGTERM on as an aborted signal, and says so at once: as a line on a terminal, as a log line elsewhere.
 * Another one, half a second or more later, ends the process immediately. So does the first one as long as nothing listens
 * to the signal: there is nothing to finish.
 */
export class StopRequests implements Disposable {
  readonly #controller = new AbortController();
  readonly #program: string;
  #stoppedAt = Infinity;
  #canFinish = false;

  /** @param program name of the program in log lines */
  constructor(program: string) {
    this.#program = program;
    process.on('SIGINT', this.#request).on('SIGTERM', this.#request);
  }

  /** Aborted by the first request. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Let the first request only abort the signal: the action that begins now listens to it, and finishes. */
  beginsToListen(): void {
    this.#canFinish = true;
  }

  [Symbol.dispose](): void {
    process.off('SIGINT', this.#request).off('SIGTERM', this.#request);
  }

  readonly #request = (): void => {
    if (this.#controller.signal.aborted) {
      if (performance.now() - this.#stoppedAt < DUPLICATE_SIGNAL_MS) return;
      this.#end('stopped at once; work under way was abandoned');
    }
    if (!this.#canFinish) this.#end('stopped');
    this.#stoppedAt = performance.now();
    this.#say('stopping, finishing what is under way', process.stdin.isTTY ? ' (Ctrl-C again ends it at once)' : '');
    this.#controller.abort();
  };

  #end(text: string): never {
    if (process.stderr.isTTY) process.stderr.write(SHOW_CURSOR);
    this.#say(text);
    process.exit(EXIT_CODE.interrupted);
  }

  #say(text: string, hint = ''): void {
    // On a terminal there may be a progress bar, or the ^C that it shows, on this line.
    if (process.stderr.isTTY) {
      process.stderr.write(CLEAR_LINE);
      printError(text + hint);
    } else createLogger(this.#program).info(text);
  }
}
