import type { Interaction } from '../interactions/interaction.ts';
import { ApiError } from '../protocol/api-error.ts';
import type { RequestBody } from '../protocol/request-body.ts';
import type { World } from '../protocol/world.ts';
import type { CommandRegistry, RegisteredCommand } from '../commands/command-registry.ts';
import type { ApiRoute } from './fault-injector.ts';
import type { BucketLimit } from './rate-limit.ts';
import { flagOf } from './request-rules.ts';

/** A request whose route is known. */
interface RoutedRequest {
  readonly match: readonly string[];
  readonly query: URLSearchParams;
  readonly body: RequestBody;
}

/** A response; without a body its status is 204. */
export interface Reply {
  readonly status?: number;
  readonly body?: unknown;
}

/** One route of the API, which is one bucket of its rate limits. */
export interface Route {
  readonly method: string;
  readonly pattern: RegExp;
  readonly name: ApiRoute;
  /** Whether it needs the bot's token; the routes of interactions do not, and are outside the global limit. */
  readonly needsToken: boolean;
  readonly limit: BucketLimit | null;
  readonly handle: (request: RoutedRequest) => Reply;
}

/** What the routes work on. */
export interface RouteContext {
  readonly world: World;
  readonly commands: CommandRegistry;
  readonly interactions: ReadonlyMap<string, Interaction>;
  readonly gatewayInfo: () => object;
}

const WEBHOOK_LIMIT: BucketLimit = { requests: 5, windowMs: 2000 };
const COMMAND_LIMIT: BucketLimit = { requests: 5, windowMs: 20_000 };

/** The routes that an application with commands uses. */
export function routesOf(context: RouteContext): Route[] {
  return [...applicationRoutes(context), ...commandRoutes(context), ...interactionRoutes(context)];
}

function applicationRoutes({ world, gatewayInfo }: RouteContext): Route[] {
  const common = { method: 'GET', needsToken: true, limit: null };
  return [
    { ...common, pattern: /^\/gateway\/bot$/u, name: 'gateway', handle: () => ({ body: gatewayInfo() }) },
    {
      ...common,
      pattern: /^\/applications\/@me$/u,
      name: 'commands',
      handle: () => ({ body: { id: world.applicationId, name: 'soundalike', flags: 0 } }),
    },
  ];
}

function commandRoutes({ world, commands }: RouteContext): Route[] {
  const guildOf = ([application, guild]: readonly string[]): string | null => {
    if (application !== world.applicationId) throw new ApiError(404, 10002, 'Unknown Application');
    if (guild !== undefined && guild !== world.guildId) throw new ApiError(403, 50001, 'Missing Access');
    return guild ?? null;
  };
  const shown = (command: RegisteredCommand): object => commands.toJSON(command, true);
  const route = (
    method: string,
    suffix: string,
    handle: (guild: string | null, id: string, request: RoutedRequest) => Reply,
  ): Route => ({
    method,
    pattern: new RegExp(`^/applications/(\\d+)(?:/guilds/(\\d+))?/commands${suffix}$`, 'u'),
    name: 'commands',
    needsToken: true,
    limit: COMMAND_LIMIT,
    handle: (request) => handle(guildOf(request.match), request.match[2] ?? '', request),
  });
  return [
    route('GET', '', (guild, _, { query }) => ({
      body: commands.in(guild).map((command) => commands.toJSON(command, flagOf(query, 'with_localizations'))),
    })),
    route('PUT', '', (guild, _, { body }) => ({ body: commands.overwrite(guild, body.json).map(shown) })),
    route('POST', '', (guild, _, { body }) => {
      const { command, isNew } = commands.create(guild, body.json);
      return { status: isNew ? 201 : 200, body: shown(command) };
    }),
    route('GET', '/(\\d+)', (guild, id) => ({ body: shown(commands.find(guild, id)) })),
    route('PATCH', '/(\\d+)', (guild, id, { body }) => ({ body: shown(commands.edit(guild, id, body.json)) })),
    route('DELETE', '/(\\d+)', (guild, id) => (commands.delete(guild, id), {})),
  ];
}

function interactionRoutes({ world, interactions }: RouteContext): Route[] {
  const webhook = (
    method: string,
    suffix: string,
    handle: (interaction: Interaction, messageId: string, body: RequestBody) => Reply,
  ): Route => ({
    method,
    pattern: new RegExp(`^/webhooks/(\\d+)/([\\w-]+)${suffix}$`, 'u'),
    name: 'webhook',
    needsToken: false,
    limit: WEBHOOK_LIMIT,
    handle: ({ match: [application, token = '', messageId = ''], body }) => {
      const interaction = interactions.get(token);
      if (!interaction || application !== world.applicationId) throw new ApiError(404, 10015, 'Unknown Webhook');
      return handle(interaction, messageId, body);
    },
  });
  const message = '/messages/(@original|\\d+)';
  return [
    {
      method: 'POST',
      pattern: /^\/interactions\/(\d+)\/([\w-]+)\/callback$/u,
      name: 'callback',
      needsToken: false,
      limit: null,
      handle: ({ match: [id, token = ''], query, body }) => {
        const interaction = interactions.get(token);
        if (!interaction || interaction.id !== id) throw new ApiError(404, 10062, 'Unknown interaction');
        const response = interaction.callback(body);
        return flagOf(query, 'with_response') ? { body: response } : {};
      },
    },
    webhook('POST', '', (interaction, _, body) => ({ body: interaction.followUp(body) })),
    webhook('GET', message, (interaction, id) => ({ body: interaction.find(id) })),
    webhook('PATCH', message, (interaction, id, body) => ({ body: interaction.edit(id, body) })),
    webhook('DELETE', message, (interaction, id) => (interaction.delete(id), {})),
  ];
}
