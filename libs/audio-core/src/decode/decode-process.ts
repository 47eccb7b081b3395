import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { SoundalikeError, systemReason } from '@soundalike/errors';
import type { DecodeCommand } from './decoder.ts';
import { TextTail } from '../machine/text-tail.ts';
import { PieceReader } from './piece-reader.ts';
import type { Piece } from './piece-reader.ts';
import { WaitLimits } from './wait-limits.ts';
import { watchMemory } from './watch-memory.ts';

const STDERR_BYTES = 4096;

/**
 * Variables of the environment that a decoder receives: they locate programs and libraries. It receives no secrets, and
 * nothing that changes its behaviour.
 */
const ENVIRONMENT = ['PATH', 'LD_LIBRARY_PATH', 'DYLD_LIBRARY_PATH', 'SystemRoot', 'TMPDIR', 'TEMP'];

/** Limits of decoding one file. A file that exceeds one fails, and the run continues. */
export interface DecodeLimits {
  /** Longest wait without a byte of output, in seconds. Time that the caller takes to use the samples does not count. */
  readonly stallSeconds: number;
  /** Longest total wait for samples, in seconds. */
  readonly totalSeconds: number;
  /** Longest audio, in seconds. */
  readonly durationSeconds: number;
  /**
   * Most memory of the decoding process, in bytes, without what it shares with others (program code). Watched on Linux,
   * four times a second, so a process can exceed it for that long. Elsewhere only the ffmpeg program's limit on a
   * single allocation applies.
   */
  readonly memoryBytes: number;
}

/** Far above the needs of any real file: 12 hours of audio decode in minutes, within 0.1 GB. */
export const DECODE_LIMITS: DecodeLimits = {
  stallSeconds: 30,
  totalSeconds: 30 * 60,
  durationSeconds: 12 * 3600,
  memoryBytes: 2 ** 30,
};

/** Exit status of a process. */
export interface ProcessEnd {
  readonly exitCode: number | null;
  /** The signal that ended it, or null. */
  readonly signal: NodeJS.Signals | null;
}

/** A running decoder of one file. The caller must call `close()`, which leaves no process behind. */
export class DecodeProcess {
  readonly #child: ChildProcess;
  readonly #reader: PieceReader;
  readonly #waits: WaitLimits;
  readonly #stderr = new TextTail(STDERR_BYTES);
  readonly #ended: Promise<ProcessEnd>;
  #stopped: SoundalikeError | null = null;

  /** @param pieceBytes size of the pieces of its output */
  constructor({ program, args }: DecodeCommand, limits: DecodeLimits, pieceBytes: number) {
    this.#child = spawn(program, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: Object.fromEntries(ENVIRONMENT.map((name) => [name, process.env[name]])),
      // In a separate process group, a Ctrl-C meant for us does not end it early, and processes that it started end
      // with it.
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    this.#child.on('error', (error) =>
      this.stop(
        new SoundalikeError('DECODER_MISSING', `the decoder ${program} cannot be started: ${systemReason(error)}`, {
          cause: error,
        }),
      ),
    );
    // Node creates no streams if the system has no descriptors left.
    const { stdout, stderr } = this.#child;
    if (!stdout || !stderr)
      throw new SoundalikeError('DECODER_MISSING', `the decoder ${program} cannot be started: too many files are open`);
    const reader = new PieceReader(stdout, pieceBytes);
    this.#reader = reader;
    this.#waits = new WaitLimits(
      limits,
      () => reader.lastReadAt,
      (message) => this.stop(new SoundalikeError('DECODE_TIMEOUT', message)),
    );
    stderr.on('data', (bytes: Buffer) => this.#stderr.add(bytes));
    const exited = new Promise<ProcessEnd>((resolve) =>
      this.#child
        .on('exit', (exitCode, signal) => resolve({ exitCode, signal }))
        .on('error', () => resolve({ exitCode: null, signal: null })),
    );
    const silent = new Promise((resolve) => stderr.on('close', resolve));
    this.#ended = silent.then(() => exited);
    if (this.#child.pid !== undefined) {
      const unwatch = watchMemory(this.#child.pid, limits.memoryBytes, (bytes) =>
        this.stop(
          new SoundalikeError(
            'DECODE_LIMIT',
            `the decoder may use at most ${limits.memoryBytes} bytes of memory, and used ${bytes}`,
          ),
        ),
      );
      void this.#ended.then(unwatch);
    }
  }

  /** Its process id; undefined if it could not be started. */
  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** The end of its output to stderr. */
  get messages(): string {
    return this.#stderr.toString();
  }

  /** End the process. `output` and `end` then fail with `reason`. */
  stop(reason: SoundalikeError): void {
    this.#stopped ??= reason;
    this.#kill();
  }

  /**
   * Yield its output in pieces of the size that it was started with, the last one shorter, read only as fast as the
   * caller takes them. The pieces belong to the caller, who can return them by `recycle`.
   * @throws `DECODE_TIMEOUT`, or the reason passed to `stop`
   */
  async *output(): AsyncGenerator<Piece, void, undefined> {
    while (true) {
      const piece = await this.#limited(this.#reader.next());
      if (this.#stopped) throw this.#stopped;
      if (piece === null) return;
      yield piece;
    }
  }

  /** Take back the memory of a piece that nothing needs any more. Otherwise each piece is in new memory. */
  recycle(memory: ArrayBuffer): void {
    this.#reader.recycle(memory);
  }

  /** Wait until it ends by itself. @throws `DECODE_TIMEOUT`, or the reason passed to `stop` */
  async end(): Promise<ProcessEnd> {
    const end = await this.#limited(this.#ended);
    if (this.#stopped) throw this.#stopped;
    return end;
  }

  /** End the process if it still runs, and wait until it has ended. */
  async close(): Promise<void> {
    this.#kill();
    this.#waits.close();
    this.#reader.close();
    this.#child.stderr!.destroy();
    await this.#ended;
  }

  /** Limit a wait by the stall limit, which begins again when bytes arrive, and by the rest of the total time. */
  async #limited<T>(wait: Promise<T>): Promise<T> {
    this.#waits.begin();
    try {
      return await wait;
    } finally {
      this.#waits.end();
    }
  }

  #kill(): void {
    const { pid, exitCode, signalCode } = this.#child;
    if (pid === undefined || exitCode !== null || signalCode !== null) return;
    try {
      process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
    } catch {
      // It has just ended.
    }
  }
}
