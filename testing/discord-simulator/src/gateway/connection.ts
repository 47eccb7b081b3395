import { setTimeout as wait } from 'node:timers';
import type { RoundTrip } from '../protocol/round-trip.ts';
import type { WebSocket } from 'ws';

/** Messages per minute that an application may send on a connection. */
const MAX_SENT = 120;
const WINDOW_MS = 60_000;

/** Heartbeat intervals after which a connection without heartbeat is closed. */
const MISSED_HEARTBEATS = 2;

/** One WebSocket of an application, with the delay of the network in both directions. */
export class Connection {
  readonly socket: WebSocket;
  readonly #roundTrip: RoundTrip;
  #received: number[] = [];
  #heartbeatTimer: NodeJS.Timeout | null = null;

  constructor(socket: WebSocket, roundTrip: RoundTrip) {
    this.socket = socket;
    this.#roundTrip = roundTrip;
    socket.on('error', () => undefined);
    socket.on('close', () => clearTimeout(this.#heartbeatTimer ?? undefined));
  }

  get isOpen(): boolean {
    return this.socket.readyState === this.socket.OPEN;
  }

  /** Call a function with each message of the application, after the time that it needs to arrive. */
  onMessage(receive: (data: Buffer) => void): void {
    this.socket.on('message', (data) => this.#delay(() => receive(data as Buffer)));
  }

  send(payload: object): void {
    const text = JSON.stringify(payload);
    this.#delay(() => {
      if (this.isOpen) this.socket.send(text);
    });
  }

  close(code: number): void {
    this.#delay(() => this.socket.close(code));
  }

  /** Count a message. @returns whether the application sends too many */
  countMessage(): boolean {
    const now = Date.now();
    this.#received = [...this.#received.filter((at) => now - at < WINDOW_MS), now];
    return this.#received.length > MAX_SENT;
  }

  /** Start the time in which the next heartbeat must come. */
  expectHeartbeat(intervalMs: number, onMissed: () => void): void {
    clearTimeout(this.#heartbeatTimer ?? undefined);
    this.#heartbeatTimer = wait(onMissed, intervalMs * MISSED_HEARTBEATS).unref();
  }

  /** Timers of the same length keep the order. */
  #delay(act: () => void): void {
    const { oneWayMs } = this.#roundTrip;
    if (oneWayMs > 0) wait(act, oneWayMs).unref();
    else act();
  }
}
