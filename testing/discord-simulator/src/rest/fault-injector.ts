/** Parts of the API that can fail on request. */
export type ApiRoute = 'gateway' | 'commands' | 'callback' | 'webhook';

/** How the next requests fail. */
export interface InjectedFault {
  readonly route: ApiRoute;
  /**
   * HTTP status, for example 500 or 429; or the connection is cut, before the request is handled or before its
   * response is sent.
   */
  readonly how: number | 'drop-request' | 'drop-response';
  /** How many requests; default 1. */
  readonly times?: number;
  /** With 429: seconds to wait, default 0.05, and whether the limit is the global one. */
  readonly retryAfterSeconds?: number;
  readonly global?: boolean;
}

/** Faults that wait for their requests. */
export class FaultInjector {
  readonly #waiting: { readonly fault: InjectedFault; left: number }[] = [];

  add(fault: InjectedFault): void {
    this.#waiting.push({ fault, left: fault.times ?? 1 });
  }

  /** Return the next fault for a request of this route, or null. */
  take(route: ApiRoute): InjectedFault | null {
    const next = this.#waiting.find(({ fault, left }) => fault.route === route && left > 0);
    if (!next) return null;
    next.left--;
    return next.fault;
  }
}
