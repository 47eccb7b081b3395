import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/** A command that must not outlive us. */
export interface KeptCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Ends it where a signal to the command is not enough. */
  readonly stopCommand?: readonly string[];
  /** Folder that goes with it. */
  readonly removeAtEnd?: string;
}

const KEEPER = fileURLToPath(new URL('./keeper.ts', import.meta.url));

/** How much of what the command printed is kept, to say why it ended. */
const TAIL_CHARACTERS = 2_000;

/** A command that runs under a keeper of its own, which ends it when this process ends. It does not keep this process alive. */
export class KeptProcess {
  readonly #keeper: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #gone: Promise<unknown>;
  #output = '';
  #ended: string | null = null;

  constructor(command: KeptCommand) {
    this.#keeper = spawn(process.execPath, [KEEPER, JSON.stringify(command)], {
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true,
    });
    const { stdin, stdout, stderr } = this.#keeper;
    this.#gone = once(this.#keeper, 'close').then(() => {
      this.#ended = this.#output.trim() || 'it printed nothing';
    });
    for (const stream of [stdout, stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.#output = (this.#output + text).slice(-TAIL_CHARACTERS);
      });
    }
    stdin.on('error', () => undefined);
    this.#keeper.unref();
    for (const pipe of [stdin, stdout, stderr]) (pipe as unknown as Socket).unref();
  }

  /** The last words of a command that has ended, or null while it runs. */
  get ended(): string | null {
    return this.#ended;
  }

  /** Ends the command and starts it again; resolves when that is asked for, not when it is done. */
  restart(): void {
    this.#keeper.stdin.write('restart\n');
  }

  /** Ends the command and waits for it. */
  async stop(): Promise<void> {
    this.#keeper.ref();
    this.#keeper.stdin.end();
    await this.#gone;
  }
}
