import type { Readable } from 'node:stream';
import { createInterface } from 'node:readline';

/**
 * The decoders that one worker runs, by what it writes to `DECODER_CHANNEL`. Those of a worker that was killed end when
 * they write, but one that hangs does not.
 */
export class RunningDecoders {
  readonly #pids = new Set<number>();
  readonly #complete: Promise<unknown>;

  /** @param channel ends with the worker; undefined if there is none */
  constructor(channel: Readable | undefined) {
    if (channel === undefined) {
      this.#complete = Promise.resolve();
      return;
    }
    // An error of the channel means that the worker has ended.
    this.#complete = new Promise((resolve) => channel.on('error', () => undefined).on('close', resolve));
    createInterface({ input: channel }).on('line', (line) => this.#note(line));
  }

  /** End those that still run. Call when the worker has ended. */
  async kill(): Promise<void> {
    await this.#complete;
    for (const pid of this.#pids) {
      try {
        process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
      } catch {
        // It has ended.
      }
    }
    this.#pids.clear();
  }

  #note(line: string): void {
    const pid = Number(line.slice(1));
    if (line.startsWith('+')) this.#pids.add(pid);
    else this.#pids.delete(pid);
  }
}
