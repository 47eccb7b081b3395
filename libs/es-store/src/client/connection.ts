import type { Client, TransportRequestOptions } from '@elastic/elasticsearch';
import { isSoundalikeError } from '@soundalike/errors';
import pRetry from 'p-retry';
import { addressOf, createClient } from './create-client.ts';
import type { Endpoint } from './create-client.ts';
import { createRedactor } from './redact-secrets.ts';
import { toRequestFailure } from './request-failure.ts';
import { isRetryable, translateFailure } from './translate-failure.ts';

const READ_TIMEOUT_MS = 30_000;
const WRITE_TIMEOUT_MS = 120_000;

/** Share of the time that one attempt may use, so that a connection that hangs leaves time for another attempt. */
const ATTEMPT_SHARE = 0.5;

/** Exponential backoff with jitter: 100 to 200 ms, 200 to 400 ms, … at most 5 s. */
const BACKOFF = { retries: Infinity, factor: 2, minTimeout: 100, maxTimeout: 5_000, randomize: true } as const;

/**
 * One request, or a few that form one step and may be repeated together.
 * Pass `limits` to each request: it contains the deadline.
 */
export type Step<T> = (client: Client, limits: TransportRequestOptions) => Promise<T>;

/**
 * A connection to one Elasticsearch. Every call ends within its time, and every error is a `SoundalikeError` without
 * secrets.
 *
 * Three layers handle failures, and each retries something else:
 * 1. The client of `@elastic/elasticsearch` never retries (`maxRetries: 0`, and no retries in its bulk helper).
 * 2. This class, the store, retries a step whose failure `isRetryable`: the server is busy, or the network failed.
 *    It waits between the attempts (exponential backoff with jitter) and stops at the deadline of the call, with
 *    `STORE_UNAVAILABLE`. All other failures end the call immediately.
 * 3. A run of the ETL repeats a call that ended with `STORE_UNAVAILABLE`, by its own retry policy, to outlast an outage
 *    of minutes such as a restart of the server. Other callers, such as the bot, report the error.
 */
export class Connection {
  /** Address without credentials, for messages. */
  readonly address: string;
  /** Replaces secrets in a text that came from the server. */
  readonly redact: (text: string) => string;
  readonly #client: Client;
  readonly #callTimeoutMs: number | undefined;

  constructor(options: Endpoint & { readonly callTimeoutMs?: number }) {
    this.#client = createClient(options);
    this.address = addressOf(options);
    this.redact = createRedactor(options.apiKey, options.url);
    this.#callTimeoutMs = options.callTimeoutMs;
  }

  /**
   * Run a step that only reads.
   * @param atMostMs time limit in milliseconds, if shorter than that of other calls
   * @throws `STORE_UNAVAILABLE` when the time is over, and the codes of `translateFailure`
   */
  read<T>(step: Step<T>, atMostMs = Infinity): Promise<T> {
    return this.#run(step, Math.min(atMostMs, this.#callTimeoutMs ?? READ_TIMEOUT_MS));
  }

  /** Run a step that writes and may be repeated. @throws as `read`, `STORE_FULL` */
  write<T>(step: Step<T>): Promise<T> {
    return this.#run(step, this.#callTimeoutMs ?? WRITE_TIMEOUT_MS);
  }

  async close(): Promise<void> {
    await this.#client.close();
  }

  async #run<T>(step: Step<T>, timeoutMs: number): Promise<T> {
    const deadline = performance.now() + timeoutMs;
    let attempts = 0;
    let last: unknown;
    const attempt = async (): Promise<T> => {
      const left = deadline - performance.now();
      if (last !== undefined && left <= 1) throw last as Error;
      attempts++;
      // The client's own timeout ends with the headers; a signal also ends a body that hangs.
      const signal = AbortSignal.timeout(Math.max(1, Math.ceil(Math.min(left, timeoutMs * ATTEMPT_SHARE))));
      return step(this.#client, { signal, maxRetries: 0 });
    };
    try {
      return await pRetry(attempt, {
        ...BACKOFF,
        maxRetryTime: timeoutMs,
        shouldRetry: ({ error }) => {
          last = error;
          return isRetryable(error, toRequestFailure(error, this.redact));
        },
      });
    } catch (error) {
      if (isSoundalikeError(error)) throw error;
      const context = { address: this.address, timeoutMs, attempts };
      throw translateFailure(toRequestFailure(error, this.redact), context);
    }
  }
}
