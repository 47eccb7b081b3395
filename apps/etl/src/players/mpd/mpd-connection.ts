import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { isSoundalikeError, SoundalikeError, systemReason } from '@soundalike/errors';
import type { MpdAddress } from './mpd-address.ts';
import { MPD_ERROR, mpdFailure } from './mpd-failures.ts';

/** What a connection needs to know. */
export interface MpdOptions {
  readonly address: MpdAddress;
  readonly signal: AbortSignal;
  /** Milliseconds that a command may take; default: 30 s, and 10 s for the greeting, which is there at once. */
  readonly timeoutMs?: number;
}

/** A command and its arguments. */
export type MpdCommand = readonly [name: string, ...parameters: string[]];

/** A name and a value of an answer. */
export type MpdPair = readonly [name: string, value: string];

const GREETING_MS = 10_000;
const COMMAND_MS = 30_000;
const LONGEST_LINE = 64 * 1024;
const MOST_CHARACTERS = 32 * 1024 * 1024;

/**
 * A connection to MPD: commands and answers of lines, of bounded length and time, which the npm package for this protocol
 * does not bound.
 */
export class MpdConnection implements AsyncDisposable {
  readonly #options: MpdOptions;
  readonly #socket: Socket;
  readonly #lines: AsyncGenerator<string, undefined>;

  private constructor(options: MpdOptions) {
    this.#options = options;
    this.#socket = connect({ ...options.address.connection, signal: options.signal });
    // Errors are also thrown to whom reads the lines.
    this.#socket.on('error', () => undefined);
    this.#lines = linesOf(this.#socket);
  }

  /** Connect and give the password. @throws `PLAYER_UNAVAILABLE`, `CONFIG_INVALID`, `USAGE` if it is not MPD */
  static async open(options: MpdOptions): Promise<MpdConnection> {
    const connection = new MpdConnection(options);
    const { shown, password } = options.address;
    try {
      const greeting = await connection.#within(() => connection.#line(), GREETING_MS);
      if (!greeting.startsWith('OK MPD '))
        throw new SoundalikeError('USAGE', `${shown} is not MPD; check the address, and the port (MPD_PORT)`);
      if (password !== null) await connection.send('password', password);
      return connection;
    } catch (error) {
      await connection[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** Send a command and return its answer. @throws `PLAYER_UNAVAILABLE`, `PLAYER_REFUSED`, `CONFIG_INVALID` */
  async send(...command: MpdCommand): Promise<MpdPair[]> {
    return this.#exchange(lineOf(command));
  }

  /** Send commands that are carried out together; after one that fails, the others are not. @throws as `send` */
  async sendAll(commands: readonly MpdCommand[]): Promise<void> {
    await this.#exchange(['command_list_begin', ...commands.map(lineOf), 'command_list_end'].join('\n'));
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#socket.destroy();
    return Promise.resolve();
  }

  async #exchange(text: string): Promise<MpdPair[]> {
    return this.#within(async () => {
      this.#socket.write(`${text}\n`);
      const pairs: MpdPair[] = [];
      let size = 0;
      for (;;) {
        const line = await this.#line();
        if (line === 'OK') return pairs;
        if (line.startsWith('ACK ')) throw mpdFailure(this.#options.address.shown, line);
        size += line.length;
        if (size > MOST_CHARACTERS) throw new Error('its answer is too long');
        const end = line.indexOf(': ');
        if (end > 0) pairs.push([line.slice(0, end), line.slice(end + 2)]);
      }
    });
  }

  async #line(): Promise<string> {
    const { value } = await this.#lines.next();
    if (value === undefined) throw new Error('it closed the connection');
    return value;
  }

  async #within<T>(work: () => Promise<T>, usualMs = COMMAND_MS): Promise<T> {
    const { signal, address, timeoutMs = usualMs } = this.#options;
    const timer = setTimeout(
      () => this.#socket.destroy(new Error(`it did not answer within ${timeoutMs / 1000} s`)),
      timeoutMs,
    );
    try {
      return await work();
    } catch (error) {
      signal.throwIfAborted();
      if (isSoundalikeError(error)) throw error;
      throw new SoundalikeError(
        'PLAYER_UNAVAILABLE',
        `MPD at ${address.shown} cannot be reached: ${reasonOf(error)}; check the address, and that it runs`,
        { cause: error },
      );
    } finally {
      clearTimeout(timer);
    }
  }
}

async function* linesOf(socket: Socket): AsyncGenerator<string, undefined> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of socket) {
    rest += decoder.decode(chunk as Buffer, { stream: true });
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > LONGEST_LINE) throw new Error('it sent a line that is too long');
    yield* lines;
  }
}

/** Return the line of a command. @throws `PLAYER_REFUSED` for a line break, which the protocol cannot express */
function lineOf([name, ...parameters]: MpdCommand): string {
  const quoted = parameters.map((text) => `"${text.replace(/["\\]/gu, '\\$&')}"`);
  const line = [name, ...quoted].join(' ');
  if (!/[\n\r\0]/u.test(line)) return line;
  throw new SoundalikeError('PLAYER_REFUSED', 'MPD has no names with line breaks; rename the file or the tag', {
    cause: MPD_ERROR.argument,
  });
}

function reasonOf(error: unknown): string {
  return error instanceof AggregateError && error.errors.length > 0
    ? systemReason(error.errors[0])
    : systemReason(error);
}
