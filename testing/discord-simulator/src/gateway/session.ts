import { randomBytes } from 'node:crypto';
import { GatewayOpcodes } from 'discord-api-types/v10';
import type { Connection } from './connection.ts';

/** A shard's session. It outlives its connection; RESUME sends missed events again. */
export class Session {
  readonly id = randomBytes(16).toString('hex');
  readonly shard: readonly [index: number, count: number];
  readonly intents: number;
  #connection: Connection | null = null;
  readonly #sent: { readonly s: number; readonly t: string; readonly d: unknown }[] = [];

  constructor(shard: readonly [number, number], intents: number) {
    this.shard = shard;
    this.intents = intents;
  }

  attach(connection: Connection): void {
    this.#connection = connection;
  }

  get isConnected(): boolean {
    return this.#connection?.isOpen ?? false;
  }

  /** Number of the last event. */
  get sequence(): number {
    return this.#sent.length;
  }

  /** Whether this session gets the events of a guild; events without guild go to the first shard. */
  receives(guildId: string | null): boolean {
    const [index, count] = this.shard;
    return guildId === null ? index === 0 : (BigInt(guildId) >> 22n) % BigInt(count) === BigInt(index);
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
    this.#connection?.send({ op: GatewayOpcodes.Dispatch, ...event });
  }
}
