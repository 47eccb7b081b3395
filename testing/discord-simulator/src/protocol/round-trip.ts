/** Round trips that a new connection needs before its first request: TCP and TLS 1.3. */
const HANDSHAKE_ROUND_TRIPS = 2;

/** The network between the application and Discord. */
export class RoundTrip {
  /** Time from a request to its answer, without the work on it; 0: a local network. */
  milliseconds: number;

  constructor(milliseconds: number) {
    this.milliseconds = milliseconds;
  }

  get oneWayMs(): number {
    return this.milliseconds / 2;
  }

  /** Time that a new connection takes. */
  get handshakeMs(): number {
    return HANDSHAKE_ROUND_TRIPS * this.milliseconds;
  }
}
