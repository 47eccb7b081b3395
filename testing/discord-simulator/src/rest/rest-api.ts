import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Interaction } from '../interactions/interaction.ts';
import { ApiError, parseBody } from '../protocol/api-error.ts';
import { readBody } from '../protocol/request-body.ts';
import { snowflake } from '../protocol/world.ts';
import type { World } from '../protocol/world.ts';
import { COMMANDS } from '../validate/commands.ts';
import type { RegisteredCommand } from '../validate/commands.ts';
import { FaultInjector } from './fault-injector.ts';
import type { ApiRoute } from './fault-injector.ts';
import { RateLimited, RateLimiter } from './rate-limit.ts';

/** Options of the REST API. */
export interface RestOptions {
  readonly world: World;
  readonly shards: number;
  readonly gatewayAddress: () => string;
  readonly acceptsToken: (token: unknown) => boolean;
}

type Handler = (request: IncomingMessage, match: readonly string[]) => Promise<unknown>;

interface Route {
  readonly method: string;
  readonly pattern: RegExp;
  readonly name: ApiRoute;
  readonly needsToken: boolean;
  readonly handle: Handler;
}

/** The part of Discord's REST API, version 10, that an application with slash commands uses. */
export class RestApi {
  readonly server: Server;
  readonly faults = new FaultInjector();
  readonly interactions = new Map<string, Interaction>();
  /** Commands by scope: `global` or a guild's id. */
  readonly commands = new Map<string, RegisteredCommand[]>();
  /** Every refused request, except for injected faults and rate limits. */
  readonly violations: string[] = [];
  /** Method and path of every request, without tokens. */
  readonly requests: string[] = [];
  readonly #options: RestOptions;
  readonly #limiter = new RateLimiter();
  readonly #routes: readonly Route[];

  constructor(options: RestOptions) {
    this.#options = options;
    this.#routes = this.#table();
    this.server = createServer((request, response) => void this.#serve(request, response));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://simulator').pathname).replace(
      /^\/api\/v10/u,
      '',
    );
    const route = this.#routes.find(({ method, pattern }) => method === request.method && pattern.test(path));
    const fault = route ? this.faults.take(route.name) : null;
    const label = `${request.method} ${route?.name ?? path}`;
    this.requests.push(label);
    if (fault?.how === 'drop-request') return void response.destroy();
    try {
      if (typeof fault?.how === 'number') {
        throw fault.how === 429
          ? new RateLimited(fault.retryAfterSeconds ?? 0.05, fault.global ?? false)
          : new ApiError(fault.how, 0, 'injected fault');
      }
      if (!route) throw new ApiError(404, 0, '404: Not Found');
      if (route.needsToken && !this.#options.acceptsToken(request.headers.authorization?.replace(/^Bot /u, ''))) {
        throw new ApiError(401, 0, '401: Unauthorized');
      }
      const match = route.pattern.exec(path)!.slice(1);
      const headers = route.name === 'webhook' ? this.#limiter.count(match[0]!) : {};
      const result = await route.handle(request, match);
      if (fault?.how === 'drop-response') return void response.destroy();
      respond(response, result === undefined ? 204 : 200, result, headers);
    } catch (error) {
      const refusal = error instanceof ApiError ? error : new ApiError(500, 0, String(error));
      if (!fault && !(refusal instanceof RateLimited))
        this.violations.push(`${label}: ${refusal.status} ${JSON.stringify(refusal)}`);
      request.resume();
      respond(response, refusal.status, refusal, refusal instanceof RateLimited ? rateLimitHeaders(refusal) : {});
    }
  }

  #table(): Route[] {
    const { world, shards, gatewayAddress } = this.#options;
    const isUs = (id: string): void => {
      if (id !== world.applicationId) throw new ApiError(404, 10002, 'Unknown Application');
    };
    const scoped = (scope: string): RegisteredCommand[] => this.commands.get(scope) ?? [];
    const overwrite = async (request: IncomingMessage, scope: string): Promise<RegisteredCommand[]> => {
      const { json } = await readBody(request);
      const registered = parseBody(COMMANDS, json).map((command) => ({ ...withoutDefaults(command), id: snowflake() }));
      this.commands.set(scope, registered);
      return registered;
    };
    const route = (method: string, pattern: RegExp, name: ApiRoute, needsToken: boolean, handle: Handler): Route => ({
      method,
      pattern,
      name,
      needsToken,
      handle,
    });
    const reply = async (
      request: IncomingMessage,
      token: string,
      act: (interaction: Interaction, body: Awaited<ReturnType<typeof readBody>>) => unknown,
    ) => {
      const body = await readBody(request);
      const interaction = this.interactions.get(token);
      if (!interaction) throw new ApiError(404, 10015, 'Unknown Webhook');
      return act(interaction, body);
    };
    return [
      route('GET', /^\/gateway\/bot$/u, 'gateway', true, async () => ({
        url: gatewayAddress(),
        shards,
        session_start_limit: { total: 1000, remaining: 1000, reset_after: 60_000, max_concurrency: 16 },
      })),
      route('GET', /^\/applications\/@me$/u, 'commands', true, async () => ({
        id: world.applicationId,
        name: 'soundalike',
        flags: 0,
      })),
      route(
        'GET',
        /^\/applications\/(\d+)\/commands$/u,
        'commands',
        true,
        async (_, [id]) => (isUs(id!), scoped('global')),
      ),
      route(
        'PUT',
        /^\/applications\/(\d+)\/commands$/u,
        'commands',
        true,
        async (request, [id]) => (isUs(id!), overwrite(request, 'global')),
      ),
      route(
        'GET',
        /^\/applications\/(\d+)\/guilds\/(\d+)\/commands$/u,
        'commands',
        true,
        async (_, [id, guild]) => (isUs(id!), scoped(guild!)),
      ),
      route(
        'PUT',
        /^\/applications\/(\d+)\/guilds\/(\d+)\/commands$/u,
        'commands',
        true,
        async (request, [id, guild]) => {
          isUs(id!);
          if (guild !== world.guildId) throw new ApiError(403, 50001, 'Missing Access');
          return overwrite(request, guild);
        },
      ),
      route('POST', /^\/interactions\/(\d+)\/([\w-]+)\/callback$/u, 'callback', false, async (request, [, token]) => {
        const body = await readBody(request);
        const interaction = this.interactions.get(token!);
        if (!interaction) throw new ApiError(404, 10062, 'Unknown interaction');
        interaction.callback(body);
        return undefined;
      }),
      route('POST', /^\/webhooks\/\d+\/([\w-]+)$/u, 'webhook', false, async (request, [token]) =>
        reply(request, token!, (interaction, body) => interaction.followUp(body)),
      ),
      route('GET', /^\/webhooks\/\d+\/([\w-]+)\/messages\/([@\w]+)$/u, 'webhook', false, async (request, [token, id]) =>
        reply(request, token!, (interaction) => interaction.find(id!)),
      ),
      route(
        'PATCH',
        /^\/webhooks\/\d+\/([\w-]+)\/messages\/([@\w]+)$/u,
        'webhook',
        false,
        async (request, [token, id]) => reply(request, token!, (interaction, body) => interaction.edit(id!, body)),
      ),
      route(
        'DELETE',
        /^\/webhooks\/\d+\/([\w-]+)\/messages\/([@\w]+)$/u,
        'webhook',
        false,
        async (request, [token, id]) => reply(request, token!, (interaction) => interaction.delete(id!)),
      ),
    ];
  }
}

/** Leave out false and empty values, as Discord does in its responses. */
function withoutDefaults(command: Omit<RegisteredCommand, 'id'>): Omit<RegisteredCommand, 'id'> {
  return JSON.parse(
    JSON.stringify(command, (_, value: unknown) =>
      value === false || (Array.isArray(value) && value.length === 0) ? undefined : value,
    ),
  ) as Omit<RegisteredCommand, 'id'>;
}

function rateLimitHeaders({ retryAfterSeconds, global }: RateLimited): Record<string, string> {
  return {
    'Retry-After': String(retryAfterSeconds),
    'X-RateLimit-Scope': global ? 'global' : 'user',
    ...(global && { 'X-RateLimit-Global': 'true' }),
  };
}

function respond(response: ServerResponse, status: number, body: unknown, headers: Record<string, string>): void {
  response.writeHead(status, { ...headers, ...(body !== undefined && { 'Content-Type': 'application/json' }) });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}
