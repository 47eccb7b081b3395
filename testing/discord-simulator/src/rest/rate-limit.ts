import { ApiError } from '../protocol/api-error.ts';

/** Requests that one interaction token may make in one window, as Discord's webhooks allow. */
const LIMIT = 5;
const WINDOW_MS = 2000;

/** A 429 response with its waiting time and scope. */
export class RateLimited extends ApiError {
  readonly retryAfterSeconds: number;
  readonly global: boolean;

  constructor(retryAfterSeconds: number, global: boolean) {
    super(429, 0, 'You are being rate limited.');
    this.retryAfterSeconds = retryAfterSeconds;
    this.global = global;
  }

  override toJSON(): object {
    return { message: this.message, retry_after: this.retryAfterSeconds, global: this.global };
  }
}

/** Counts requests per bucket, and reports the counts in the headers that clients respect. */
export class RateLimiter {
  readonly #buckets = new Map<string, { used: number; resetsAt: number }>();

  /** Count one request. @returns headers of the response. @throws RateLimited */
  count(bucket: string): Record<string, string> {
    const now = Date.now();
    let state = this.#buckets.get(bucket);
    if (!state || state.resetsAt <= now) {
      state = { used: 0, resetsAt: now + WINDOW_MS };
      this.#buckets.set(bucket, state);
    }
    if (state.used >= LIMIT) throw new RateLimited((state.resetsAt - now) / 1000, false);
    state.used++;
    return {
      'X-RateLimit-Bucket': 'webhook',
      'X-RateLimit-Limit': String(LIMIT),
      'X-RateLimit-Remaining': String(LIMIT - state.used),
      'X-RateLimit-Reset': String(state.resetsAt / 1000),
      'X-RateLimit-Reset-After': String((state.resetsAt - now) / 1000),
    };
  }
}
