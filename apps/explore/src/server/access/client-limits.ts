import { isIPv4, isIPv6 } from 'node:net';
import { RateLimiterMemory } from 'rate-limiter-flexible';

/** Wrong tokens that an address may send in five minutes. */
const MOST_WRONG = 10;
const WRONG_SECONDS = 5 * 60;

/** Clips that a client may send in a minute. */
const MOST_CLIPS = 20;

/** Limits on what a client may ask, in the memory of this process. */
export class ClientLimits {
  readonly #wrongTokens = new RateLimiterMemory({ points: MOST_WRONG, duration: WRONG_SECONDS });
  readonly #clips = new RateLimiterMemory({ points: MOST_CLIPS, duration: 60 });
  readonly #requests: RateLimiterMemory | null;

  /** @param perMinute requests of one client; 0: any number */
  constructor(perMinute: number) {
    this.#requests = perMinute === 0 ? null : new RateLimiterMemory({ points: perMinute, duration: 60 });
  }

  /** Count a request. @returns seconds until the client may send another one; null if it may send this one */
  async request(client: string): Promise<number | null> {
    return this.#requests && waitOf(this.#requests, client);
  }

  /** Count a clip. @returns as `request` */
  async clip(client: string): Promise<number | null> {
    return waitOf(this.#clips, client);
  }

  /** Count a wrong token. */
  async wrongToken(address: string): Promise<void> {
    await waitOf(this.#wrongTokens, networkOf(address));
  }

  /** Return the seconds until an address that sent too many wrong tokens may try again; null if it may. */
  async tokenWait(address: string): Promise<number | null> {
    const state = await this.#wrongTokens.get(networkOf(address));
    return state !== null && state.consumedPoints >= MOST_WRONG ? secondsOf(state.msBeforeNext) : null;
  }
}

async function waitOf(limiter: RateLimiterMemory, key: string): Promise<number | null> {
  const state = await limiter.penalty(key);
  return state.consumedPoints > limiter.points ? secondsOf(state.msBeforeNext) : null;
}

function secondsOf(milliseconds: number): number {
  return Math.max(1, Math.ceil(milliseconds / 1000));
}

/** Return the address of a client; of IPv6, the network of 64 bits, within which a client can choose any address. */
function networkOf(address: string): string {
  const mapped = address.replace(/^::ffff:/u, '');
  if (isIPv4(mapped) || !isIPv6(address)) return mapped;
  const [before = '', after] = address.split('::');
  const head = before.split(':').filter(Boolean);
  const tail = (after ?? '').split(':').filter(Boolean);
  const zeros = after === undefined ? [] : Array<string>(Math.max(0, 8 - head.length - tail.length)).fill('0');
  return [...head, ...zeros, ...tail].slice(0, 4).join(':');
}

/** Return whether an address is of this machine. */
export function isLoopback(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\./u.test(address);
}
