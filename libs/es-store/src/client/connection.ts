import type { Client, TransportRequestOptions } from '@elastic/elasticsearch';
import { SoundalikeError, isSoundalikeError } from '@soundalike/errors';
import pRetry from 'p-retry';
import { createClient } from './create-client.ts';
import { addressOf, credentialsVariable, isAnonymous, loginOf } from './endpoint.ts';
import type { Endpoint } from './endpoint.ts';
import { faultOf } from './faults.ts';
import type { CallContext } from './faults.ts';
import { createRedactor } from './redact-secrets.ts';
import { toRequestFailure } from './request-failure.ts';
import { ServerHistory } from './server-history.ts';

const READ_TIMEOUT_MS = 30_000;
const WRITE_TIMEOUT_MS = 120_000;

/** Share of the time that one attempt may use, so that a connection that hangs leaves time for another attempt. */
const ATTEMPT_SHARE = 0.5;

/** Time after which a call that is retried reports what it waits for, in milliseconds. */
const QUIET_MS = 2_000;

/** Exponential backoff with jitter: 100 to 200 ms, 200 to 400 ms, … at most 5 s. */
const BACKOFF = { retries: Infinity, factor: 2, minTimeout: 100, maxTimeout: 5_000, randomize: true } as const;

/**
 * One request, or a few that form one step and may be repeated together.
 * Pass `limits` to each request: it contains the deadline.
 */
export type Step<T> = (client: Client, limits: TransportRequestOptions) => Promise<T>;

/** Address and credentials, and how calls behave. */
export interface ConnectionOptions extends Endpoint {
  readonly callTimeoutMs?: number;
  /** Receives each failure that is followed by another attempt, if the call has taken some seconds already. */
  readonly onWait?: (error: unknown) => void;
  /** Ends the calls in progress and all later ones with `ABORTED`. */
  readonly signal?: AbortSignal;
}

/**
 * A connection to one Elasticsearch. Every call ends within its time, and every error is a `SoundalikeError` without
 * secrets.
 *
 * Three layers handle failures, and each retries something else:
 * 1. The client of `@elastic/elasticsearch` never retries (`maxRetries: 0`, and no retries in its bulk helper).
 * 2. This class, the store, retries a step whose failure `passes` by the table of faults: the server is busy, or the network failed.
 *    It waits between the attempts (exponential backoff with jitter) and stops at the deadline of the call, with
 *    `STORE_UNAVAILABLE`. All other failures end the call immediately.
 * 3. A run of the ETL repeats a call that ended with `STORE_UNAVAILABLE`, by its own retry policy, to outlast an outage
 *    of minutes such as a restart of the server. Other callers, such as the bot, report the error.
 */
export class Connection {
  /** Address without credentials, for messages. */
  readonly address: string;
  /** Name of the variable, or variables, that the credentials are from. */
  readonly credentialsFrom: string;
  /** Replaces secrets in a text that came from the server. */
  readonly redact: (text: string) => string;
  readonly #client: Client;
  readonly #options: ConnectionOptions;
  readonly #history: ServerHistory;

  /** @throws `CONFIG_INVALID` */
  constructor(options: ConnectionOptions) {
    this.#client = createClient(options);
    this.#options = options;
    this.address = addressOf(options);
    this.credentialsFrom = credentialsVariable(options);
    this.#history = ServerHistory.of(this.address, loginOf(options));
    this.redact = createRedactor(options);
  }

  /**
   * Run a step that only reads.
   * @param atMostMs time limit in milliseconds, if shorter than that of other calls
   * @throws `STORE_UNAVAILABLE` when the time is over, `ABORTED`, and the codes of the table of faults
   */
  read<T>(step: Step<T>, atMostMs = Infinity): Promise<T> {
    return this.#run(step, Math.min(atMostMs, this.#options.callTimeoutMs ?? READ_TIMEOUT_MS));
  }

  /** Run a step that writes and may be repeated. @throws as `read` */
  write<T>(step: Step<T>): Promise<T> {
    return this.#run(step, this.#options.callTimeoutMs ?? WRITE_TIMEOUT_MS);
  }

  async close(): Promise<void> {
    await this.#client.close();
  }

  async #run<T>(step: Step<T>, timeoutMs: number): Promise<T> {
    const startedAt = performance.now();
    const deadline = startedAt + timeoutMs;
    let attempts = 0;
    let last: SoundalikeError | undefined;
    const attempt = async (): Promise<T> => {
      const left = deadline - performance.now();
      this.#assertNotStopped();
      if (last !== undefined && left <= 1) throw last;
      attempts++;
      // The client's own timeout ends with the headers; a signal also ends a body that hangs.
      const timeout = AbortSignal.timeout(Math.max(1, Math.ceil(Math.min(left, timeoutMs * ATTEMPT_SHARE))));
      const signal = AbortSignal.any([timeout, ...(this.#options.signal ? [this.#options.signal] : [])]);
      try {
        const result = await step(this.#client, { signal, maxRetries: 0 });
        // Elasticsearch answers with objects; something in between may not.
        if (result === null || typeof result === 'string') throw new TypeError('the answer is not an object');
        this.#history.isKnown = true;
        return result;
      } catch (error) {
        this.#assertNotStopped(error);
        // The retrying does not see a TypeError, which it would not repeat.
        throw isSoundalikeError(error)
          ? error
          : this.#translate(error, { elapsedMs: performance.now() - startedAt, attempts });
      }
    };
    return pRetry(attempt, {
      ...BACKOFF,
      maxRetryTime: timeoutMs,
      shouldRetry: ({ error }) => {
        if (!(error instanceof SoundalikeError) || error.code !== 'STORE_UNAVAILABLE') return false;
        last = error;
        if (performance.now() - startedAt >= QUIET_MS) this.#options.onWait?.(error);
        return true;
      },
    });
  }

  #assertNotStopped(cause?: unknown): void {
    if (!this.#options.signal?.aborted) return;
    throw new SoundalikeError('ABORTED', `stopped before Elasticsearch at ${this.address} answered`, { cause });
  }

  /** Translate a failed attempt to an error of this project. All errors of Elasticsearch are translated here. */
  #translate(error: unknown, call: Pick<CallContext, 'elapsedMs' | 'attempts'>): SoundalikeError {
    const failure = toRequestFailure(error, this.redact);
    const fault = faultOf(failure, { ...call, ...this.#origin(), isKnown: this.#history.isKnown });
    // Any answer of Elasticsearch, and an outage.
    if (fault.passes || (failure.status > 0 && !failure.isForeign && failure.status !== 401)) {
      this.#history.isKnown = true;
    }
    const text = fault.describe(failure, { ...call, ...this.#origin(), isKnown: this.#history.isKnown });
    const message = fault.code === 'CONFIG_INVALID' ? text : `Elasticsearch at ${this.address}: ${text}`;
    return new SoundalikeError(fault.code, message, { cause: failure });
  }

  #origin(): Pick<CallContext, 'address' | 'addressFrom' | 'credentialsFrom' | 'isAnonymous'> {
    const { cloudId } = this.#options;
    return {
      address: this.address,
      addressFrom: cloudId === null ? 'ELASTICSEARCH_URL' : 'ELASTICSEARCH_CLOUD_ID',
      credentialsFrom: this.credentialsFrom,
      isAnonymous: isAnonymous(this.#options),
    };
  }
}
