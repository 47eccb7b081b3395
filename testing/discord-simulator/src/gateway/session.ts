import { randomBytes } from 'node:crypto';
import { GatewayOpcodes } from 'discord-api-types/v10';
import type { WebSocket } from 'ws';

/** A shard's session. It outlives its socket; RESUME sends missed events again. */
export class Session {
  readonly id = randomBytes(16).toString('hex');
  readonly shard: readonly [index: number, count: number];
  readonly intents: number;
  #socket: WebSocket | null = null;
  readonly #sent: { readonly s: number; readonly t: string; readonly d: unknown }[] = [];

  constructor(shard: readonly [number, number], intents: number) {
    this.shard = shard;
    this.intents = intents;
  }

  attach(socket: WebSocket): void {
    this.#socket = socket;
  }

  get isConnected(): boolean {
    return this.#socket !== null && this.#socket.readyState === this.#socket.OPEN;
  }

  dispatch(t: string, d: unknown): void {
    const event = { s: this.#sent.length + 1, t, d };
    this.#sent.push(event);
    this.#send(event);
  }

  /** Send the events again that came after the last one that the client saw. */
  replay(after: number): void {
    for (const event of this.#sent.filter(({ s }) => s > after)) this.#send(event);
    this.dispatch('RESUMED', {});
  }

  #send(event: { readonly s: number; readonly t: string; readonly d: unknown }): void {
    if (this.isConnected) this.#socket!.send(JSON.stringify({ op: GatewayOpcodes.Dispatch, ...event }));
  }
}
