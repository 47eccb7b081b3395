import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { GatewayCloseCodes, GatewayIntentBits, GatewayOpcodes } from 'discord-api-types/v10';
import { WebSocketServer } from 'ws';
import type { RoundTrip } from '../protocol/round-trip.ts';
import { rawGuild, rawUser } from '../protocol/world.ts';
import type { World } from '../protocol/world.ts';
import { closeCodeOf, refusalOf } from './close-codes.ts';
import { Connection } from './connection.ts';
import type { IdentifyLimit } from './identify-limit.ts';
import { parsePayload } from './payloads.ts';
import type { Identify, Payload } from './payloads.ts';
import { Session } from './session.ts';

const { Hello, HeartbeatAck, InvalidSession, Reconnect, Heartbeat } = GatewayOpcodes;

/** Path of the address for RESUME, which is another one than for IDENTIFY. */
const RESUME_PATH = '/resume';

/** Steps of a connection that Discord can fail to take. */
export type GatewayStep = 'accept' | 'upgrade' | 'hello' | 'ready' | 'resumed';

/** Options of the gateway. */
export interface GatewayOptions {
  readonly world: World;
  readonly heartbeatMs: number;
  /** Returns the base address. */
  readonly address: () => string;
  /** Whether a token is valid now. */
  readonly acceptsToken: (token: unknown) => boolean;
  readonly identifyLimit: IdentifyLimit;
  /** Shards that the application needs at least. */
  readonly minShards: number;
  readonly roundTrip: RoundTrip;
  /** Report a broken rule. */
  readonly report: (violation: string) => void;
}

/** Discord's gateway: HELLO, IDENTIFY, READY, heartbeats, RESUME, and its ways to end a connection. */
export class Gateway {
  readonly #options: GatewayOptions;
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #sessions = new Map<string, Session>();
  readonly #sessionOf = new Map<Connection, Session>();
  readonly #unanswered = new Set<Duplex>();
  /** Steps that are not taken now, as in an outage; `accept`: new connections are refused. */
  readonly stuck = new Set<GatewayStep>();
  /** `connect`, `identify` and `resume` events in order, for tests. */
  readonly events: string[] = [];
  heartbeats = 0;

  constructor(http: Server, options: GatewayOptions) {
    this.#options = options;
    http.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
  }

  /** Address that applications get for IDENTIFY. */
  get address(): string {
    return this.#options.address();
  }

  /** Sessions that can receive events or be resumed. */
  get sessions(): readonly Session[] {
    return [...this.#sessions.values()];
  }

  /** Send an event to every session of the shard that a guild belongs to; null: to the first shard. */
  dispatch(t: string, d: unknown, guildId: string | null): void {
    const sessions = this.sessions.filter((session) => session.receives(guildId));
    if (sessions.length === 0)
      throw new Error(`gateway: no application is connected that could receive ${t}; start the bot first`);
    for (const session of sessions) session.dispatch(t, d);
  }

  /** Cut every connection without a close frame. Sessions can be resumed. */
  dropSockets(): void {
    for (const socket of this.#server.clients) socket.terminate();
  }

  /** Read nothing more from any connection, as a network that swallows packets: not even a close frame is answered. */
  freezeSockets(): void {
    for (const socket of this.#server.clients) socket.pause();
  }

  /** Close every connection with a close code of the gateway. */
  closeSockets(code: GatewayCloseCodes): void {
    for (const socket of this.#server.clients) socket.close(code);
  }

  /** Ask every client to reconnect and resume (opcode 7). */
  askReconnect(): void {
    this.#broadcast({ op: Reconnect, d: null });
  }

  /** Ask every client for a heartbeat (opcode 1). */
  askHeartbeat(): void {
    this.#broadcast({ op: Heartbeat, d: null });
  }

  /** End every session (opcode 9); the clients must identify again. */
  invalidateSessions(): void {
    this.#sessions.clear();
    this.#broadcast({ op: InvalidSession, d: false });
  }

  close(): void {
    this.dropSockets();
    for (const socket of this.#unanswered) socket.destroy();
    this.#server.close();
  }

  #broadcast(payload: object): void {
    for (const socket of this.#server.clients) socket.send(JSON.stringify(payload));
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.events.push('connect');
    if (this.stuck.has('accept')) return void socket.destroy();
    if (this.stuck.has('upgrade')) {
      socket.on('error', () => undefined);
      return void this.#unanswered.add(socket);
    }
    setTimeout(
      () =>
        this.#server.handleUpgrade(request, socket, head, (client) =>
          this.#greet(request, new Connection(client, this.#options.roundTrip)),
        ),
      this.#options.roundTrip.handshakeMs,
    ).unref();
  }

  #greet(request: IncomingMessage, connection: Connection): void {
    const { heartbeatMs, report } = this.#options;
    const { pathname, searchParams } = new URL(request.url ?? '/', 'ws://simulator');
    const isVersion = searchParams.get('v') === '10';
    if (!isVersion || searchParams.get('encoding') !== 'json') {
      connection.close(isVersion ? GatewayCloseCodes.DecodeError : GatewayCloseCodes.InvalidAPIVersion);
      return;
    }
    const isForResume = pathname.endsWith(RESUME_PATH);
    connection.socket.on('close', (code) => this.#closed(connection, code));
    connection.onMessage((data) => {
      const payload = parsePayload(data);
      const code = closeCodeOf(payload, connection, this.#sessionOf.has(connection));
      if (code !== null) {
        report(`gateway: closed with ${code} (${GatewayCloseCodes[code]})`);
        connection.close(code);
        return;
      }
      this.#receive(connection, payload as Payload, isForResume);
    });
    if (this.stuck.has('hello')) return;
    connection.send({ op: Hello, d: { heartbeat_interval: heartbeatMs } });
    this.#expectHeartbeat(connection);
  }

  #expectHeartbeat(connection: Connection): void {
    connection.expectHeartbeat(this.#options.heartbeatMs, () => connection.close(GatewayCloseCodes.UnknownError));
  }

  /** An application that closes with 1000 or 1001 ends its session; with another code or none, it can resume. */
  #closed(connection: Connection, code: number): void {
    const session = this.#sessionOf.get(connection);
    this.#sessionOf.delete(connection);
    if (session && (code === 1000 || code === 1001)) this.#sessions.delete(session.id);
  }

  #receive(connection: Connection, { op, d }: Payload, isForResume: boolean): void {
    const { report } = this.#options;
    switch (op) {
      case GatewayOpcodes.Heartbeat:
        this.heartbeats++;
        this.#expectHeartbeat(connection);
        connection.send({ op: HeartbeatAck });
        return;
      case GatewayOpcodes.Identify:
        if (isForResume) report('gateway: IDENTIFY at the address for RESUME');
        this.#identify(connection, d);
        return;
      case GatewayOpcodes.Resume:
        if (!isForResume) report('gateway: RESUME at another address than resume_gateway_url');
        this.#resume(connection, d);
        return;
      default:
    }
  }

  #identify(connection: Connection, { token, intents, shard }: Identify): void {
    const { world, acceptsToken, identifyLimit, minShards } = this.#options;
    this.events.push(`identify ${shard.join('/')}`);
    const code = acceptsToken(token) ? refusalOf(intents, shard, minShards) : GatewayCloseCodes.AuthenticationFailed;
    if (code !== null) {
      connection.close(code);
      return;
    }
    if (!identifyLimit.take(shard[0])) {
      connection.send({ op: InvalidSession, d: false });
      return;
    }
    const session = new Session(shard, intents);
    this.#sessions.set(session.id, session);
    this.#sessionOf.set(connection, session);
    if (this.stuck.has('ready')) return;
    session.attach(connection);
    const home = [world.guildId, ...world.unavailableGuildIds].filter((id) => session.receives(id));
    session.dispatch('READY', {
      v: 10,
      user: rawUser({ id: world.applicationId, username: 'soundalike' }, true),
      session_id: session.id,
      resume_gateway_url: `${this.address}${RESUME_PATH}`,
      guilds: home.map((id) => ({ id, unavailable: true })),
      application: { id: world.applicationId, flags: 0 },
      shard,
    });
    if ((intents & GatewayIntentBits.Guilds) !== 0 && session.receives(world.guildId))
      session.dispatch('GUILD_CREATE', rawGuild(world));
  }

  #resume(
    connection: Connection,
    { token, session_id: sessionId, seq }: Extract<Payload, { op: typeof GatewayOpcodes.Resume }>['d'],
  ): void {
    this.events.push('resume');
    const session = this.#sessions.get(sessionId);
    const isKnown = this.#options.acceptsToken(token);
    if (!isKnown || (session && seq > session.sequence)) {
      connection.close(isKnown ? GatewayCloseCodes.InvalidSeq : GatewayCloseCodes.AuthenticationFailed);
      return;
    }
    if (!session) {
      connection.send({ op: InvalidSession, d: false });
      return;
    }
    this.#sessionOf.set(connection, session);
    if (this.stuck.has('resumed')) return;
    session.attach(connection);
    session.replay(seq);
  }
}
