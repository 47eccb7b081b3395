import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { API_SCOPES } from '@soundalike/settings';
import type { ApiScope, Settings } from '@soundalike/settings';

/** What a client may do, and the name of its token. */
export interface Grant {
  readonly name: string;
  readonly scopes: readonly ApiScope[];
}

/** The settings of who may use the server. */
export type AccessSettings = Pick<Settings, 'exploreToken' | 'exploreApiTokens'>;

interface KnownToken extends Grant {
  readonly digest: Buffer;
  /** Key of the sessions that this token began, which end if it changes. */
  readonly sessionKey: Buffer;
}

/** Name of `EXPLORE_TOKEN`. */
const PAGE_TOKEN = 'page';

/** The grant of everybody if there are no tokens. */
const EVERYTHING: Grant = { name: 'everybody', scopes: API_SCOPES };

/** Knows the tokens, and what they allow. */
export class AccessControl {
  readonly #tokens: readonly KnownToken[];

  constructor({ exploreToken, exploreApiTokens }: AccessSettings) {
    const page = exploreToken === null ? [] : [{ name: PAGE_TOKEN, scopes: API_SCOPES, secret: exploreToken }];
    this.#tokens = [...page, ...exploreApiTokens].map(({ name, scopes, secret }) => ({
      name,
      scopes,
      digest: digestOf(secret),
      sessionKey: createHmac('sha256', secret).update('soundalike session 1').digest(),
    }));
  }

  /** The grant of clients without a token: everything if no tokens are set, otherwise null. */
  get openGrant(): Grant | null {
    return this.#tokens.length === 0 ? EVERYTHING : null;
  }

  /**
   * Return what a secret allows, or null. All tokens are compared, each in constant time, so that the time of an answer
   * says nothing about a secret.
   */
  grantOf(secret: string): Grant | null {
    const digest = digestOf(secret);
    let found: Grant | null = null;
    for (const token of this.#tokens) if (timingSafeEqual(token.digest, digest)) found = token;
    return found;
  }

  /** Return the grant of the token that began a session, with the key of its sessions; null if there is none. */
  sessionToken(name: string): (Grant & { readonly sessionKey: Buffer }) | null {
    return this.#tokens.find((token) => token.name === name) ?? null;
  }
}

/** Digests have one length, which comparison in constant time needs. */
function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
