import type { Server } from 'node:http';
import { GatewayCloseCodes, GatewayIntentBits, GatewayOpcodes } from 'discord-api-types/v10';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { rawGuild, rawUser } from '../protocol/world.ts';
import type { World } from '../protocol/world.ts';
import { Session } from './session.ts';

const PRIVILEGED = GatewayIntentBits.GuildMembers | GatewayIntentBits.GuildPresences | GatewayIntentBits.MessageContent;

/** Options of the gateway. */
export interface GatewayOptions {
  readonly world: World;
  readonly heartbeatMs: number;
  /** Returns the address that clients resume at. */
  readonly address: () => string;
  /** Whether a token is valid now. */
  readonly acceptsToken: (token: unknown) => boolean;
}

interface Payload {
  readonly op: number;
  readonly d: unknown;
}

/** Discord's gateway: HELLO, IDENTIFY, READY, heartbeats, RESUME, and its ways to end a connection. */
export class Gateway {
  readonly #options: GatewayOptions;
  readonly #server: WebSocketServer;
  readonly #sessions = new Map<string, Session>();
  /** `identify` and `resume` events in order, for tests. */
  readonly events: string[] = [];
  heartbeats = 0;

  constructor(http: Server, options: GatewayOptions) {
    this.#options = options;
    this.#server = new WebSocketServer({ server: http, path: '/gateway' });
    this.#server.on('connection', (socket) => this.#greet(socket));
  }

  /** Sessions that can receive events or be resumed. */
  get sessions(): readonly Session[] {
    return [...this.#sessions.values()];
  }

  /** Send an event to the shard that the guild belongs to. */
  dispatch(t: string, d: unknown): void {
    const { guildId } = this.#options.world;
    const session = this.sessions.findLast(
      ({ shard: [index, count] }) => (BigInt(guildId) >> 22n) % BigInt(count) === BigInt(index),
    );
    if (!session) throw new Error(`gateway: no application is connected that could receive ${t}; start the bot first`);
    session.dispatch(t, d);
  }

  /** Cut every connection without a close frame. Sessions can be resumed. */
  dropSockets(): void {
    for (const socket of this.#server.clients) socket.terminate();
  }

  /** Close every connection with a close code of the gateway. */
  closeSockets(code: GatewayCloseCodes): void {
    for (const socket of this.#server.clients) socket.close(code);
  }

  /** Ask every client to reconnect and resume (opcode 7). */
  askReconnect(): void {
    for (const socket of this.#server.clients) socket.send(JSON.stringify({ op: GatewayOpcodes.Reconnect, d: null }));
  }

  /** End every session (opcode 9); the clients must identify again. */
  invalidateSessions(): void {
    this.#sessions.clear();
    for (const socket of this.#server.clients)
      socket.send(JSON.stringify({ op: GatewayOpcodes.InvalidSession, d: false }));
  }

  close(): void {
    this.dropSockets();
    this.#server.close();
  }

  #greet(socket: WebSocket): void {
    socket.on('error', () => undefined);
    socket.on('message', (data) => this.#receive(socket, JSON.parse((data as Buffer).toString('utf8')) as Payload));
    socket.send(JSON.stringify({ op: GatewayOpcodes.Hello, d: { heartbeat_interval: this.#options.heartbeatMs } }));
  }

  #receive(socket: WebSocket, { op, d }: Payload): void {
    switch (op) {
      case GatewayOpcodes.Heartbeat:
        this.heartbeats++;
        socket.send(JSON.stringify({ op: GatewayOpcodes.HeartbeatAck }));
        return;
      case GatewayOpcodes.Identify: {
        this.#identify(socket, d as { token: unknown; intents: number; shard?: [number, number] });
        return;
      }
      case GatewayOpcodes.Resume: {
        this.#resume(socket, d as { token: unknown; session_id: string; seq: number });
        return;
      }
      case GatewayOpcodes.PresenceUpdate:
        return;
      default:
        socket.close(GatewayCloseCodes.UnknownOpcode);
    }
  }

  #identify(
    socket: WebSocket,
    { token, intents, shard = [0, 1] }: { token: unknown; intents: number; shard?: [number, number] },
  ): void {
    this.events.push(`identify ${shard.join('/')}`);
    if (!this.#options.acceptsToken(token)) {
      socket.close(GatewayCloseCodes.AuthenticationFailed);
      return;
    }
    if ((intents & PRIVILEGED) !== 0) {
      socket.close(GatewayCloseCodes.DisallowedIntents);
      return;
    }
    if (shard[0] >= shard[1]) {
      socket.close(GatewayCloseCodes.InvalidShard);
      return;
    }
    const { world, address } = this.#options;
    const session = new Session(shard, intents);
    for (const old of this.sessions.filter((each) => each.shard.join() === shard.join())) this.#sessions.delete(old.id);
    this.#sessions.set(session.id, session);
    session.attach(socket);
    const isHome = (BigInt(world.guildId) >> 22n) % BigInt(shard[1]) === BigInt(shard[0]);
    session.dispatch('READY', {
      v: 10,
      user: rawUser({ id: world.applicationId, username: 'soundalike' }, true),
      session_id: session.id,
      resume_gateway_url: address(),
      guilds: isHome ? [{ id: world.guildId, unavailable: true }] : [],
      application: { id: world.applicationId, flags: 0 },
      shard,
    });
    if (isHome) session.dispatch('GUILD_CREATE', rawGuild(world));
  }

  #resume(
    socket: WebSocket,
    { token, session_id: sessionId, seq }: { token: unknown; session_id: string; seq: number },
  ): void {
    this.events.push('resume');
    if (!this.#options.acceptsToken(token)) {
      socket.close(GatewayCloseCodes.AuthenticationFailed);
      return;
    }
    const session = this.#sessions.get(sessionId);
    if (!session) {
      socket.send(JSON.stringify({ op: GatewayOpcodes.InvalidSession, d: false }));
      return;
    }
    session.attach(socket);
    session.replay(seq);
  }
}
