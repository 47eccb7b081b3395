import { fetch } from 'undici';
import type { Dispatcher, Response } from 'undici';
import type { z } from 'zod';
import { isSoundalikeError, SoundalikeError } from '@soundalike/errors';
import { describeFailure, downloadAgent } from '@soundalike/model-builder';
import type { SubsonicLogin } from '@soundalike/settings';
import { ENVELOPE } from './answers.ts';
import { loginParameters } from './login.ts';
import type { LoginWay } from './login.ts';
import { isPrivate } from './server-address.ts';
import { failureOf, httpFailure, TOKEN_REFUSED } from './subsonic-failures.ts';

/** What a client needs to know. */
export interface SubsonicOptions {
  /** Base address, as `subsonicAddress` returns it. */
  readonly address: string;
  readonly login: SubsonicLogin;
  readonly signal: AbortSignal;
  /** Milliseconds that a request may take; default: 30 s. */
  readonly timeoutMs?: number;
}

/** More is no answer to what is asked here. */
const MOST_BYTES = 32 * 1024 * 1024;

/** Version of the protocol that brought tokens. */
const PROTOCOL = '1.13.0';

/**
 * A client of the Subsonic API. Requests are POSTs, so that secrets are in no server's log of addresses. It logs in by
 * API key or by token. A server that knows no tokens gets the password itself, if nobody can read it on the way.
 */
export class SubsonicClient implements AsyncDisposable {
  readonly #options: SubsonicOptions;
  readonly #dispatcher: Dispatcher = downloadAgent();
  #way: LoginWay;

  constructor(options: SubsonicOptions) {
    this.#options = options;
    this.#way = options.login.apiKey === null ? 'token' : 'apiKey';
  }

  /**
   * Call a method of the API and return the part of the answer that a schema describes.
   * @throws `CONFIG_INVALID` for a login that is missing or refused, `USAGE` for an address that is not a Subsonic server's,
   * `PLAYER_UNAVAILABLE`, `PLAYER_REFUSED`
   */
  async call<T>(method: string, parameters: readonly [string, string][], schema: z.ZodType<T>): Promise<T> {
    const { address } = this.#options;
    try {
      return await this.#request(method, parameters, schema);
    } catch (error) {
      const isRefused = this.#way === 'token' && error instanceof SoundalikeError && error.cause === TOKEN_REFUSED;
      if (!isRefused) throw error;
      if (!isPrivate(address)) {
        throw new SoundalikeError(
          'CONFIG_INVALID',
          `${address} takes only the password itself, which others could read on the way by http; ` +
            'give an https address, or set SUBSONIC_API_KEY if the server has API keys',
        );
      }
      this.#way = 'password';
      return this.#request(method, parameters, schema);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#dispatcher.destroy();
  }

  async #request<T>(method: string, parameters: readonly [string, string][], schema: z.ZodType<T>): Promise<T> {
    const { address, login } = this.#options;
    const body = new URLSearchParams([
      ...loginParameters(login, this.#way),
      ['v', PROTOCOL],
      ['c', 'soundalike'],
      ['f', 'json'],
      ...parameters,
    ]);
    const { response, text } = await this.#send(`${address}/rest/${method}.view`, body);
    const envelope = ENVELOPE.safeParse(jsonOf(text));
    if (!envelope.success) throw httpFailure(address, response);
    const answer = envelope.data['subsonic-response'];
    if (answer.status === 'failed') throw failureOf(address, this.#way, answer.error);
    const parsed = schema.safeParse(answer);
    if (parsed.success) return parsed.data;
    throw new SoundalikeError(
      'PLAYER_REFUSED',
      `${address} answered ${method} in an unknown way; update the server, or report this with its name and version`,
      { cause: parsed.error },
    );
  }

  async #send(address: string, body: URLSearchParams): Promise<{ response: Response; text: string }> {
    const { signal, timeoutMs = 30_000, address: base } = this.#options;
    try {
      const response = await fetch(address, {
        method: 'POST',
        body,
        // Another server must not get what is meant for this one.
        redirect: 'manual',
        dispatcher: this.#dispatcher,
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      });
      return { response, text: await textOf(response, base) };
    } catch (error) {
      signal.throwIfAborted();
      if (isSoundalikeError(error)) throw error;
      const isSlow = error instanceof Error && error.name === 'TimeoutError';
      const reason = isSlow ? `it did not answer within ${timeoutMs / 1000} s` : describeFailure(error);
      throw new SoundalikeError(
        'PLAYER_UNAVAILABLE',
        `${base} cannot be reached: ${reason}; check the address, and that the server runs`,
        { cause: error },
      );
    }
  }
}

async function textOf(response: Response, address: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += (chunk as Uint8Array).length;
    if (size > MOST_BYTES)
      throw new SoundalikeError('PLAYER_REFUSED', `${address} sent more than ${MOST_BYTES} bytes; check the address`);
    chunks.push(chunk as Uint8Array);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
