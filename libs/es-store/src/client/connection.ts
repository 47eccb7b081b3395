import type { Client, TransportRequestOptions } from '@elastic/elasticsearch';
import { isSoundalikeError } from '@soundalike/errors';
import pRetry from 'p-retry';
import { addressOf, createClient } from './create-client.ts';
import type { Endpoint } from './create-client.ts';
import { isTransient } from './is-transient.ts';
import { readFault } from './read-fault.ts';
import { createScrubber } from './secrets.ts';
import { translateFault } from './translate-fault.ts';

const READ_TIMEOUT_MS = 30_000;
const WRITE_TIMEOUT_MS = 120_000;

/** A share of the time that one attempt may use, so that a connection that hangs leaves time for another one. */
const ATTEMPT_SHARE = 0.5;

/** Exponential backoff with jitter: 100 to 200 ms, 200 to 400 ms, … at most 5 s. */
const BACKOFF = { retries: Infinity, factor: 2, minTimeout: 100, maxTimeout: 5_000, randomize: true } as const;

/** One request, or a few that make up one step and may be repeated as a whole. `limits` belongs in each of them. */
export type Step<T> = (client: Client, limits: TransportRequestOptions) => Promise<T>;

/** Reaches one Elasticsearch. Every call ends within its time, and every fault leaves as a `SoundalikeError` without secrets. */
export class Connection {
  readonly address: string;
  /** Takes what must not be printed out of a text that came from the server. */
  readonly scrub: (text: string) => string;
  readonly #client: Client;
  readonly #callTimeoutMs: number | undefined;

  constructor(options: Endpoint & { readonly callTimeoutMs?: number }) {
    this.#client = createClient(options);
    this.address = addressOf(options);
    this.scrub = createScrubber(options.apiKey, options.url);
    this.#callTimeoutMs = options.callTimeoutMs;
  }

  /**
   * Runs a step that only reads.
   * @param atMostMs a shorter time than that of other calls
   * @throws `STORE_UNAVAILABLE` when the time is over, and whatever else a fault means
   */
  read<T>(step: Step<T>, atMostMs = Infinity): Promise<T> {
    return this.#run(step, Math.min(atMostMs, this.#callTimeoutMs ?? READ_TIMEOUT_MS));
  }

  /** Runs a step that writes and may be repeated. @throws as `read`, `STORE_FULL` */
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
      // The client's own timeout ends with the headers; a signal ends a body that hangs, too.
      const signal = AbortSignal.timeout(Math.max(1, Math.ceil(Math.min(left, timeoutMs * ATTEMPT_SHARE))));
      return step(this.#client, { signal, maxRetries: 0 });
    };
    try {
      return await pRetry(attempt, {
        ...BACKOFF,
        maxRetryTime: timeoutMs,
        shouldRetry: ({ error }) => {
          last = error;
          return isTransient(error, readFault(error, this.scrub));
        },
      });
    } catch (error) {
      if (isSoundalikeError(error)) throw error;
      throw translateFault(readFault(error, this.scrub), { address: this.address, timeoutMs, attempts });
    }
  }
}
