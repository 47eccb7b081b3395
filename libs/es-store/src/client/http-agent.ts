import { once } from 'node:events';
import { connect } from 'node:tls';
import { reasonOf, systemCode } from '@soundalike/errors';
import type { Dispatcher } from 'undici';
import { elasticsearchAnswer } from './foreign-answer.ts';
import type { Answer } from './foreign-answer.ts';
import { WireError } from './wire-error.ts';

/** Time for the handshake that finds out whether a port expects TLS, in milliseconds. */
const PROBE_TIMEOUT_MS = 2_000;

/** Codes of a connection that the other side closed without an answer. */
const CLOSED = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

/**
 * The connections of a client. Unlike the client's own agent, it keeps the code of a network error, which tells what
 * passes from what lasts, and it refuses answers that are not Elasticsearch's: the client takes a redirect for a result,
 * and a proxy's 404 for a missing index.
 */
export class HttpAgent {
  readonly #dispatcher: Dispatcher;
  readonly #pending = new Set<Promise<unknown>>();
  /** Whether the server has answered, so that its address has the right scheme. */
  #hasAnswered = false;

  constructor(dispatcher: Dispatcher) {
    this.#dispatcher = dispatcher;
  }

  /** Send a request of the client. @throws `WireError` */
  async request(options: Dispatcher.RequestOptions): Promise<Answer> {
    // As a text: from an address with a path, a proxy would get two slashes.
    const { origin } = new URL(String(options.origin));
    try {
      const answer = await this.#untilAborted(this.#dispatcher.request({ ...options, origin }), options.signal);
      this.#hasAnswered = true;
      return await elasticsearchAnswer(answer);
    } catch (error) {
      const failure = networkError(error);
      throw CLOSED.has(failure.wireCode) && !this.#hasAnswered && (await expectsTls(new URL(origin)))
        ? new WireError('TLS_EXPECTED', 'the server expects https')
        : failure;
    }
  }

  /** Close the connections after the requests that are under way; those that were aborted are not waited for. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#pending);
    await this.#dispatcher.destroy();
  }

  /** Undici looks at the signal of a request only when there is a connection for it, which may take seconds. */
  async #untilAborted<T>(task: Promise<T>, signal: Dispatcher.RequestOptions['signal']): Promise<T> {
    const aborted = Promise.withResolvers<never>();
    const stop = signal instanceof AbortSignal ? signal : null;
    const abort = (): void => aborted.reject(stop?.reason);
    const pending = Promise.race([task, aborted.promise]);
    this.#pending.add(pending);
    if (stop?.aborted) abort();
    stop?.addEventListener('abort', abort, { once: true });
    try {
      return await pending;
    } finally {
      this.#pending.delete(pending);
      stop?.removeEventListener('abort', abort);
    }
  }
}

/** Return the innermost error with its code; an attempt on several addresses of a host has only a list of errors. */
function networkError(error: unknown): WireError {
  if (error instanceof WireError) return error;
  if (error instanceof AggregateError && error.errors.length > 0) return networkError(error.errors[0]);
  if (error instanceof Error && error.name === 'TimeoutError') return new WireError('TIMEOUT', 'no answer in time');
  const refusal = /^Proxy response \((\d+)\)/u.exec(reasonOf(error))?.[1];
  if (refusal !== undefined) return new WireError(`PROXY_${refusal}`, 'the proxy refused the connection');
  return new WireError(systemCode(error) ?? 'NETWORK', reasonOf(error));
}

/** Return true if a port that closed a connection without encryption accepts TLS. */
async function expectsTls({ protocol, hostname, port }: URL): Promise<boolean> {
  if (protocol !== 'http:') return false;
  const host = hostname.replace(/^\[|\]$/gu, '');
  const socket = connect({ host, port: Number(port || 80), rejectUnauthorized: false });
  try {
    await once(socket, 'secureConnect', { signal: AbortSignal.timeout(PROBE_TIMEOUT_MS) });
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
