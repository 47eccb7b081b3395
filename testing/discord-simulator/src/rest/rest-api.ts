import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import type { Interaction } from '../interactions/interaction.ts';
import { ApiError } from '../protocol/api-error.ts';
import { readBody } from '../protocol/request-body.ts';
import type { RoundTrip } from '../protocol/round-trip.ts';
import type { World } from '../protocol/world.ts';
import { CommandRegistry } from '../commands/command-registry.ts';
import { ContentNetwork } from './content-network.ts';
import { FaultInjector } from './fault-injector.ts';
import type { InjectedFault } from './fault-injector.ts';
import { RateLimited, RateLimiter } from './rate-limit.ts';
import { checkRequest, checkToken } from './request-rules.ts';
import { routesOf } from './routes.ts';
import type { Reply, Route } from './routes.ts';

/** Options of the REST API. */
export interface RestOptions {
  readonly world: World;
  readonly gatewayInfo: () => object;
  readonly acceptsToken: (token: unknown) => boolean;
  readonly roundTrip: RoundTrip;
}

type Answer = Reply & { readonly headers: Record<string, string> };

/** The part of Discord's REST API, version 10, that an application with commands uses. */
export class RestApi {
  readonly server: Server;
  readonly faults = new FaultInjector();
  readonly content = new ContentNetwork();
  readonly interactions = new Map<string, Interaction>();
  readonly commands: CommandRegistry;
  /** Every refused request, except for injected faults and rate limits. */
  readonly violations: string[] = [];
  /** Method and path of every request, without tokens. */
  readonly requests: string[] = [];
  readonly limiter = new RateLimiter();
  readonly #options: RestOptions;
  readonly #routes: readonly Route[];
  /** When the handshakes of a connection are over. */
  readonly #openAt = new WeakMap<Socket, number>();

  constructor(options: RestOptions) {
    const { world, gatewayInfo, roundTrip } = options;
    this.#options = options;
    this.commands = new CommandRegistry(world.applicationId);
    this.#routes = routesOf({ world, gatewayInfo, commands: this.commands, interactions: this.interactions });
    this.server = createServer((request, response) => void this.#serve(request, response));
    this.server.on('connection', (socket) => this.#openAt.set(socket, performance.now() + roundTrip.handshakeMs));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { roundTrip } = this.#options;
    const handshakes = Math.max(0, (this.#openAt.get(request.socket) ?? 0) - performance.now());
    await pause(handshakes + roundTrip.oneWayMs);
    if (this.content.serve(request, response)) {
      this.requests.push('GET attachment');
      return;
    }
    const route = this.#routeOf(request);
    const label = `${request.method} ${route?.name ?? new URL(request.url ?? '/', 'http://simulator').pathname}`;
    const fault = route ? this.faults.take(route.name, route.method) : null;
    this.requests.push(label);
    if (fault?.how === 'drop-request') return void response.destroy();
    const answer = await this.#answer(request, route, fault, label);
    await pause(roundTrip.oneWayMs);
    if (fault?.how === 'drop-response' && (answer.status ?? 200) < 300) return void response.destroy();
    respond(response, answer);
  }

  #routeOf(request: IncomingMessage): Route | null {
    const path = new URL(request.url ?? '/', 'http://simulator').pathname.replace(/^\/api\/v\d+/u, '');
    return (
      this.#routes.find(({ method, pattern }) => method === request.method && pattern.test(decodeURIComponent(path))) ??
      null
    );
  }

  async #answer(
    request: IncomingMessage,
    route: Route | null,
    fault: InjectedFault | null,
    label: string,
  ): Promise<Answer> {
    try {
      if (fault?.how === 'hang') await (fault.until ?? new Promise(() => undefined));
      if (typeof fault?.how === 'number')
        throw fault.how === 429
          ? new RateLimited(fault.retryAfterSeconds ?? 0.05, fault.global ?? false)
          : new ApiError(fault.how, fault.code ?? 0, 'injected fault');
      return await this.#handle(request, route);
    } catch (error) {
      const refusal = error instanceof ApiError ? error : new ApiError(500, 0, String(error));
      this.limiter.countAnswer(refusal.status);
      const isAbandoned = request.destroyed && !request.complete;
      if (typeof fault?.how !== 'number' && !(refusal instanceof RateLimited) && !isAbandoned)
        this.violations.push(`${label}: ${refusal.status} ${JSON.stringify(refusal)}`);
      request.resume();
      return {
        status: refusal.status,
        body: refusal,
        headers: refusal instanceof RateLimited ? refusal.headers : {},
      };
    }
  }

  async #handle(request: IncomingMessage, route: Route | null): Promise<Answer> {
    if (this.limiter.isBanned) throw new ApiError(403, 40333, 'Cloudflare is blocking your address');
    const { path, query } = checkRequest(request);
    if (!route) throw new ApiError(404, 0, '404: Not Found');
    if (route.needsToken) {
      checkToken(request, this.#options.acceptsToken);
      this.limiter.countGlobal();
    }
    const match = route.pattern.exec(path)!.slice(1);
    const bucket = `${route.method}-${route.pattern.source}`;
    const headers = route.limit ? this.limiter.count(bucket, match.slice(0, 2).join('/'), route.limit) : {};
    const body = await readBody(request);
    return { ...route.handle({ match, query, body }), headers };
  }
}

async function pause(milliseconds: number): Promise<void> {
  if (milliseconds > 0) await setTimeout(milliseconds, undefined, { ref: false });
}

function respond(response: ServerResponse, { body, status = body === undefined ? 204 : 200, headers }: Answer): void {
  response.writeHead(status, { ...headers, ...(body !== undefined && { 'Content-Type': 'application/json' }) });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}
