import { ApiError } from '../protocol/api-error.ts';

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

  get headers(): Record<string, string> {
    return {
      'Retry-After': String(this.retryAfterSeconds),
      'X-RateLimit-Scope': this.global ? 'global' : 'user',
      ...(this.global && { 'X-RateLimit-Global': 'true' }),
    };
  }
}

/** Requests per window that a bucket takes. */
export interface BucketLimit {
  readonly requests: number;
  readonly windowMs: number;
}

/** Requests per second of the bot to all routes together, except for those of interactions. */
const GLOBAL: BucketLimit = { requests: 50, windowMs: 1000 };

/** Answers with 401, 403 or 429 that Discord takes in ten minutes before it bans the address. */
const INVALID: BucketLimit = { requests: 10_000, windowMs: 600_000 };

interface Count {
  used: number;
  readonly resetsAt: number;
}

/** Counts requests per bucket, and reports the counts in the headers that clients respect. */
export class RateLimiter {
  readonly #counts = new Map<string, Count>();

  /** Count one request to a route. @returns headers of the response. @throws RateLimited */
  count(bucket: string, major: string, limit: BucketLimit): Record<string, string> {
    const state = this.#current(`${bucket}:${major}`, limit);
    const left = (state.resetsAt - Date.now()) / 1000;
    if (state.used >= limit.requests) throw new RateLimited(left, false);
    state.used++;
    return {
      'X-RateLimit-Bucket': bucket,
      'X-RateLimit-Limit': String(limit.requests),
      'X-RateLimit-Remaining': String(limit.requests - state.used),
      'X-RateLimit-Reset': String(state.resetsAt / 1000),
      'X-RateLimit-Reset-After': String(left),
    };
  }

  /** Count one request with the bot's token. @throws RateLimited */
  countGlobal(): void {
    const state = this.#current('global', GLOBAL);
    if (state.used >= GLOBAL.requests) throw new RateLimited((state.resetsAt - Date.now()) / 1000, true);
    state.used++;
  }

  /** Requests of the last minutes that were invalid: answered with 401, 403 or 429. */
  get invalid(): number {
    return this.#current('invalid', INVALID).used;
  }

  /** Count an answer if it counts towards a ban. */
  countAnswer(status: number): void {
    if ([401, 403, 429].includes(status)) this.#current('invalid', INVALID).used++;
  }

  get isBanned(): boolean {
    return this.invalid >= INVALID.requests;
  }

  #current(key: string, { windowMs }: BucketLimit): Count {
    const now = Date.now();
    const state = this.#counts.get(key);
    if (state && state.resetsAt > now) return state;
    const fresh = { used: 0, resetsAt: now + windowMs };
    this.#counts.set(key, fresh);
    return fresh;
  }
}
