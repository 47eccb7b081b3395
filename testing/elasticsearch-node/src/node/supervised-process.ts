import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/** A command that must not outlive this process. */
export interface SupervisedCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Command that starts it again after it was switched off; default: the same command. */
  readonly again?: readonly string[];
  /** Command that sends it a signal, whose name is appended; default: the signal is sent to its process. */
  readonly signalCommand?: readonly string[];
  /** Command that removes what it leaves. */
  readonly stopCommand?: readonly string[];
  /** Folder to delete when it ends. */
  readonly removeAtEnd?: string;
}

const SUPERVISOR = fileURLToPath(new URL('./supervisor.ts', import.meta.url));

/** Characters of the command's output that are kept, to report why it ended. */
const TAIL_CHARACTERS = 2_000;

/**
 * A command that runs under its own supervisor process, which stops it when this process ends. It does not keep this
 * process alive.
 */
export class SupervisedProcess {
  readonly #supervisor: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #closed: Promise<unknown>;
  #output = '';
  #ended: string | null = null;

  constructor(command: SupervisedCommand) {
    this.#supervisor = spawn(process.execPath, [SUPERVISOR, JSON.stringify(command)], {
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true,
    });
    const { stdin, stdout, stderr } = this.#supervisor;
    this.#closed = once(this.#supervisor, 'close').then(() => {
      this.#ended = this.#output.trim() || 'it printed nothing';
    });
    for (const stream of [stdout, stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.#output = (this.#output + text).slice(-TAIL_CHARACTERS);
      });
    }
    stdin.on('error', () => undefined);
    this.#supervisor.unref();
    for (const pipe of [stdin, stdout, stderr]) (pipe as unknown as Socket).unref();
  }

  /** Last output of a command that has ended, or null while it runs. */
  get ended(): string | null {
    return this.#ended;
  }

  /** Send a signal that ends the command; does not wait for its end. */
  off(signal: 'SIGTERM' | 'SIGKILL'): void {
    this.#supervisor.stdin.write(`off ${signal}\n`);
  }

  /** Start the command again, once it has ended. */
  on(): void {
    this.#supervisor.stdin.write('on\n');
  }

  /** Stop the command and wait until it has ended. */
  async stop(): Promise<void> {
    this.#supervisor.ref();
    this.#supervisor.stdin.end();
    await this.#closed;
  }
}
