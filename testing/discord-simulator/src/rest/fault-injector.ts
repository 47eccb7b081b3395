/** Parts of the API that can fail on request. */
export type ApiRoute = 'gateway' | 'commands' | 'callback' | 'webhook';

/** How the next requests fail. */
export interface InjectedFault {
  readonly route: ApiRoute;
  /** Only requests of this method, for example `DELETE`; default: all. */
  readonly method?: string;
  /**
   * HTTP status, for example 500 or 429; or the connection is cut, before the request is handled or before its
   * response is sent; or there is no response until `until`, and then the normal one.
   */
  readonly how: number | 'drop-request' | 'drop-response' | 'hang';
  /** Code of Discord's error, for example 50013 (missing permissions); default 0. */
  readonly code?: number;
  /** How many requests; default 1. */
  readonly times?: number;
  /** With 429: seconds to wait, default 0.05, and whether the limit is the global one. */
  readonly retryAfterSeconds?: number;
  readonly global?: boolean;
  /** With `hang`; default: for ever. */
  readonly until?: Promise<unknown>;
}

/** Faults that wait for their requests. */
export class FaultInjector {
  readonly #waiting: { readonly fault: InjectedFault; left: number }[] = [];

  add(fault: InjectedFault): void {
    this.#waiting.push({ fault, left: fault.times ?? 1 });
  }

  /** Return the next fault for a request of this route, or null. */
  take(route: ApiRoute, method: string): InjectedFault | null {
    const next = this.#waiting.find(
      ({ fault, left }) => fault.route === route && left > 0 && (fault.method ?? method) === method,
    );
    if (!next) return null;
    next.left--;
    return next.fault;
  }
}
