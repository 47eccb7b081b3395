import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import { SoundalikeError } from '@soundalike/errors';
import type { DecodeCommand } from './decoder.ts';
import type { DecodeLimits } from './decode-limits.ts';
import { watchMemory } from './memory-watch.ts';
import { TextTail } from './text-tail.ts';

const STDERR_BYTES = 4096;

/** All that a decoder is given of the environment: how to find programs and libraries, no secrets, nothing that changes what it does. */
const ENVIRONMENT = ['PATH', 'LD_LIBRARY_PATH', 'DYLD_LIBRARY_PATH', 'SystemRoot', 'TMPDIR', 'TEMP'];

/** How a process ended. */
export interface ProcessEnd {
  readonly exitCode: number | null;
  /** The signal that ended it, where one did. */
  readonly signal: NodeJS.Signals | null;
}

/** A decoder at work on one file. Whoever starts it calls `close()`, which leaves no process behind. */
export class DecodeProcess {
  readonly #child: ChildProcess;
  readonly #stdout: Readable;
  readonly #limits: DecodeLimits;
  readonly #stderr = new TextTail(STDERR_BYTES);
  readonly #ended: Promise<ProcessEnd>;
  #stopped: SoundalikeError | null = null;
  #waitedMs = 0;

  constructor({ program, args }: DecodeCommand, limits: DecodeLimits) {
    this.#limits = limits;
    this.#child = spawn(program, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: Object.fromEntries(ENVIRONMENT.map((name) => [name, process.env[name]])),
      // In a process group of its own, a Ctrl-C meant for us does not end it early, and what it may have started ends with it.
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    this.#child.on('error', (error: NodeJS.ErrnoException) =>
      this.stop(
        new SoundalikeError(
          'DECODER_MISSING',
          `decoder: expected to start ${program}, got ${error.code ?? error.message}`,
          { cause: error },
        ),
      ),
    );
    // Node makes no streams where the system has no descriptors left.
    const { stdout, stderr } = this.#child;
    if (!stdout || !stderr)
      throw new SoundalikeError(
        'DECODER_MISSING',
        `decoder: expected to start ${program}, got no file descriptors for it`,
      );
    this.#stdout = stdout;
    stderr.on('data', (bytes: Buffer) => this.#stderr.add(bytes));
    this.#ended = new Promise((resolve) =>
      this.#child.on('close', (exitCode, signal) => resolve({ exitCode, signal })),
    );
    if (this.#child.pid !== undefined) {
      const unwatch = watchMemory(this.#child.pid, limits.memoryBytes, (bytes) =>
        this.stop(
          new SoundalikeError(
            'DECODE_LIMIT',
            `decode: expected at most ${limits.memoryBytes} bytes of memory, took ${bytes}`,
          ),
        ),
      );
      void this.#ended.then(unwatch);
    }
  }

  /** The end of what it wrote to stderr. */
  get messages(): string {
    return this.#stderr.toString();
  }

  /** Gives up: ends the process, and makes whoever reads its output or waits for its end fail with `reason`. */
  stop(reason: SoundalikeError): void {
    this.#stopped ??= reason;
    this.#kill();
  }

  /**
   * What it writes, read only as fast as it is taken.
   * @throws `DECODE_TIMEOUT`, or the reason it was stopped for
   */
  async *output(): AsyncGenerator<Buffer, void, undefined> {
    const chunks: AsyncIterator<Buffer> = this.#stdout[Symbol.asyncIterator]();
    while (true) {
      const chunk = await this.#timed(() => chunks.next());
      if (this.#stopped) throw this.#stopped;
      if (chunk.done) return;
      yield chunk.value;
    }
  }

  /** Resolves once it has ended by itself. @throws `DECODE_TIMEOUT`, or the reason it was stopped for */
  async end(): Promise<ProcessEnd> {
    const end = await this.#timed(() => this.#ended);
    if (this.#stopped) throw this.#stopped;
    return end;
  }

  /** Ends the process if it still runs, and resolves when it is gone. */
  async close(): Promise<void> {
    this.#kill();
    this.#stdout.destroy();
    this.#child.stderr!.destroy();
    await this.#ended;
  }

  /** Bounds a wait: by the stall limit, and by what is left of the time in all. */
  async #timed<T>(wait: () => Promise<T>): Promise<T> {
    const { stallSeconds, totalSeconds } = this.#limits;
    const leftSeconds = totalSeconds - this.#waitedMs / 1000;
    const [seconds, what] =
      stallSeconds < leftSeconds
        ? [stallSeconds, `more audio within ${stallSeconds} s`]
        : [leftSeconds, `to end within ${totalSeconds} s`];
    const timer = setTimeout(
      () => this.stop(new SoundalikeError('DECODE_TIMEOUT', `decode: expected ${what}, got none`)),
      seconds * 1000,
    );
    const start = performance.now();
    try {
      return await wait();
    } finally {
      clearTimeout(timer);
      this.#waitedMs += performance.now() - start;
    }
  }

  #kill(): void {
    const { pid, exitCode, signalCode } = this.#child;
    if (pid === undefined || exitCode !== null || signalCode !== null) return;
    try {
      process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
    } catch {
      // It ended this moment.
    }
  }
}
