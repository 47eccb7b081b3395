import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ComponentType,
  InteractionType,
} from 'discord-api-types/v10';
import type { GatewayCloseCodes } from 'discord-api-types/v10';
import { Gateway } from './gateway/gateway.ts';
import { Interaction } from './interactions/interaction.ts';
import type { InteractionKind, InteractionLimits } from './interactions/interaction.ts';
import type { Answer, SeenMessage } from './interactions/seen-message.ts';
import { rawUser, simulatedUser, snowflake } from './protocol/world.ts';
import type { SimulatedUser, World } from './protocol/world.ts';
import type { InjectedFault } from './rest/fault-injector.ts';
import { RestApi } from './rest/rest-api.ts';
import type { RegisteredCommand } from './validate/commands.ts';
import { MAX_FILE_BYTES } from './validate/message.ts';

/** Options of the simulated Discord. */
export interface SimulatorOptions extends Partial<InteractionLimits> {
  /** The valid bot token; default `simulated-token`. */
  readonly token?: string;
  /** Shards that `/gateway/bot` asks for; default 1. */
  readonly shards?: number;
  /** Default 41,250 ms, as Discord's. */
  readonly heartbeatMs?: number;
}

type OptionValue = string | number | boolean;

/** A command as a user types it. */
export interface TypedCommand {
  readonly options?: Readonly<Record<string, OptionValue>>;
  readonly user?: SimulatedUser;
}

const LIMITS: InteractionLimits = {
  acknowledgeMs: 3000,
  tokenLifeMs: 900_000,
  answerMs: 30_000,
  maxFileBytes: MAX_FILE_BYTES,
};

/**
 * A local Discord for tests: the gateway and the REST API that an application with slash commands uses,
 * with Discord's documented limits. Each action of a user is a method, which resolves to the messages that they see.
 */
export class DiscordSimulator implements AsyncDisposable {
  readonly world: World;
  readonly gateway: Gateway;
  readonly #rest: RestApi;
  readonly #limits: InteractionLimits;
  #token: string | null;

  private constructor(options: SimulatorOptions) {
    const applicationId = snowflake();
    this.world = { applicationId, guildId: snowflake(), channelId: snowflake() };
    this.#token = options.token ?? 'simulated-token';
    this.#limits = { ...LIMITS, ...options };
    const acceptsToken = (token: unknown): boolean => this.#token !== null && token === this.#token;
    const address = (): string => `${this.#origin('ws')}/gateway`;
    this.#rest = new RestApi({ world: this.world, shards: options.shards ?? 1, gatewayAddress: address, acceptsToken });
    this.gateway = new Gateway(this.#rest.server, {
      world: this.world,
      heartbeatMs: options.heartbeatMs ?? 41_250,
      address,
      acceptsToken,
    });
  }

  /** Start a simulated Discord on a free local port. */
  static async start(options: SimulatorOptions = {}): Promise<DiscordSimulator> {
    const simulator = new DiscordSimulator(options);
    simulator.#rest.server.listen(0, '127.0.0.1');
    await once(simulator.#rest.server, 'listening');
    return simulator;
  }

  /** Base address of the REST API, for `rest.api` of discord.js. */
  get api(): string {
    return `${this.#origin('http')}/api`;
  }

  /** Requests that broke Discord's rules, each with its answer. */
  get violations(): readonly string[] {
    return this.#rest.violations;
  }

  /** Method and kind of every request so far. */
  get requests(): readonly string[] {
    return this.#rest.requests;
  }

  /** Commands registered for the guild, and globally. */
  get commands(): { readonly guild: readonly RegisteredCommand[]; readonly global: readonly RegisteredCommand[] } {
    return {
      guild: this.#rest.commands.get(this.world.guildId) ?? [],
      global: this.#rest.commands.get('global') ?? [],
    };
  }

  /** Make the next requests fail. */
  failNext(fault: InjectedFault): void {
    this.#rest.faults.add(fault);
  }

  /** Revoke the token, as a reset in the developer portal does, and close all connections with code 4004. */
  revokeToken(): void {
    this.#token = null;
    this.gateway.closeSockets(4004 satisfies GatewayCloseCodes.AuthenticationFailed);
  }

  /** Run a registered command as a user. */
  command(name: string, { options = {}, user = simulatedUser() }: TypedCommand = {}): Promise<Answer> {
    const command = this.#registered(name);
    const given = Object.entries(options).map(([key, value]) => ({
      name: key,
      type: this.#optionType(command, key, value),
      value,
    }));
    const data = { id: command.id, name, type: ApplicationCommandType.ChatInput, options: given };
    return this.#interact('command', InteractionType.ApplicationCommand, user, data, null);
  }

  /** Type into an option that offers suggestions, as a user. */
  autocomplete(name: string, option: string, text: string, user = simulatedUser()): Promise<Answer> {
    const command = this.#registered(name);
    const data = {
      id: command.id,
      name,
      type: ApplicationCommandType.ChatInput,
      options: [{ name: option, type: ApplicationCommandOptionType.String, value: text, focused: true }],
    };
    return this.#interact('autocomplete', InteractionType.ApplicationCommandAutocomplete, user, data, null);
  }

  /**
   * Press the button with this label as a user.
   * @throws Error if Discord would not allow it: there is no such button, it is disabled, or the user cannot see
   * the message
   */
  press(message: SeenMessage, label: string, user = message.origin.user): Promise<Answer> {
    const button = message.buttons.find((each) => each.label === label);
    if (!button)
      throw new Error(
        `press: no button "${label}", the buttons are ${JSON.stringify(message.buttons.map((each) => each.label))}`,
      );
    if (button.disabled) throw new Error(`press: "${label}" is disabled`);
    if (message.deleted || (message.ephemeral && user.id !== message.origin.user.id))
      throw new Error('press: this user cannot see the message');
    const data = { custom_id: button.customId, component_type: ComponentType.Button };
    return this.#interact('component', InteractionType.MessageComponent, user, data, message);
  }

  /** Close all connections and stop the server. */
  async close(): Promise<void> {
    for (const interaction of this.#rest.interactions.values()) interaction.close();
    this.gateway.close();
    this.#rest.server.closeAllConnections();
    this.#rest.server.close();
    await once(this.#rest.server, 'close');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #interact(
    kind: InteractionKind,
    type: InteractionType,
    user: SimulatedUser,
    data: object,
    source: SeenMessage | null,
  ): Promise<Answer> {
    const { world } = this;
    const interaction = new Interaction(kind, user, source, world, this.#limits);
    this.#rest.interactions.set(interaction.token, interaction);
    this.gateway.dispatch('INTERACTION_CREATE', {
      id: interaction.id,
      application_id: world.applicationId,
      type,
      data,
      token: interaction.token,
      version: 1,
      guild_id: world.guildId,
      guild: { id: world.guildId, features: [], locale: 'en-US' },
      channel_id: world.channelId,
      channel: { id: world.channelId, type: 0, name: 'music' },
      member: {
        user: rawUser(user),
        roles: [],
        joined_at: '2025-01-01T00:00:00.000Z',
        permissions: '0',
        deaf: false,
        mute: false,
        flags: 0,
      },
      app_permissions: '0',
      locale: 'en-US',
      guild_locale: 'en-US',
      entitlements: [],
      context: 0,
      authorizing_integration_owners: { 0: world.guildId },
      attachment_size_limit: this.#limits.maxFileBytes,
      ...(source && { message: source.toJSON() }),
    });
    return interaction.answer;
  }

  #registered(name: string): RegisteredCommand {
    const { guild, global } = this.commands;
    const command = [...guild, ...global].find((each) => each.name === name);
    if (!command) throw new Error(`command: /${name} is not registered`);
    return command;
  }

  /** Check a value against the registered option, as the Discord app does. @returns the option's type */
  #optionType(command: RegisteredCommand, name: string, value: OptionValue): ApplicationCommandOptionType {
    const option = command.options?.find((each) => each.name === name);
    if (!option) throw new Error(`command: /${command.name} has no option ${name}`);
    const outOfRange =
      typeof value === 'number' && (value < (option.min_value ?? -Infinity) || value > (option.max_value ?? Infinity));
    const tooLong = typeof value === 'string' && value.length > (option.max_length ?? 6000);
    if (outOfRange || tooLong)
      throw new Error(`command: /${command.name} ${name} does not take ${JSON.stringify(value)}`);
    return option.type;
  }

  #origin(scheme: 'http' | 'ws'): string {
    return `${scheme}://127.0.0.1:${(this.#rest.server.address() as AddressInfo).port}`;
  }
}
