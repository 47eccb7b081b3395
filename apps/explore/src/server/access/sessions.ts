import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { AccessControl, Grant } from './access-control.ts';

/** How long a login lasts, seconds: 30 days. */
export const SESSION_SECONDS = 30 * 24 * 3600;

/** Ended sessions that are remembered. */
const MOST_ENDED = 10_000;

/**
 * Logins of the page. A session is a text for a cookie: end, random number, name of the token, and a MAC of these with a
 * key that is derived from the token. So it survives a restart, ends if the token changes, and does not reveal the token.
 */
export class Sessions {
  readonly #access: AccessControl;
  readonly #ended = new LRUCache<string, true>({ max: MOST_ENDED });

  constructor(access: AccessControl) {
    this.#access = access;
  }

  /** Begin a session of a token. @param name of the token */
  begin(name: string, now = Date.now()): string {
    const head = `${Math.floor(now / 1000) + SESSION_SECONDS}:${randomBytes(16).toString('hex')}:${name}`;
    return `${head}:${this.#mac(head, name)}`;
  }

  /** Return what a session allows; null if it is none, has ended, or its token is no longer valid. */
  grantOf(session: string, now = Date.now()): Grant | null {
    const [end = '', random = '', name = '', mac = '', ...more] = session.split(':');
    const token = this.#access.sessionToken(name);
    if (token === null || more.length > 0) return null;
    const expected = Buffer.from(this.#mac(`${end}:${random}:${name}`, name));
    const given = Buffer.from(mac);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
    return Number(end) * 1000 > now && !this.#ended.has(session) ? token : null;
  }

  /** End a session, also for who has copied it. A restart forgets that; who must be sure changes the token. */
  end(session: string): void {
    if (this.grantOf(session) !== null) this.#ended.set(session, true);
  }

  #mac(head: string, name: string): string {
    const key = this.#access.sessionToken(name)?.sessionKey ?? randomBytes(32);
    return createHmac('sha256', key).update(head).digest('hex');
  }
}
