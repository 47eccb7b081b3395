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
import { IDENTIFY_WINDOW_MS, IdentifyLimit } from './gateway/identify-limit.ts';
import { Interaction } from './interactions/interaction.ts';
import type { InteractionKind, InteractionLimits } from './interactions/interaction.ts';
import type { Answer, MessageOrigin, SeenMessage } from './interactions/seen-message.ts';
import { installationsOf, isShownAt, typedOptions } from './commands/typed-options.ts';
import type { OptionValue } from './commands/typed-options.ts';
import { chosenOptions, usableButton } from './interactions/usable-components.ts';
import { channelIdAt, guildIdAt, ownersAt, placeFields } from './protocol/place.ts';
import type { Place } from './protocol/place.ts';
import { RoundTrip } from './protocol/round-trip.ts';
import { createWorld, simulatedUser } from './protocol/world.ts';
import type { SimulatedUser, World } from './protocol/world.ts';
import type { RegisteredCommand } from './commands/command-registry.ts';
import type { AttachedFile } from './rest/content-network.ts';
import type { InjectedFault } from './rest/fault-injector.ts';
import { RestApi } from './rest/rest-api.ts';
import { MAX_FILE_BYTES } from './validate/message.ts';

/** Options of the simulated Discord. */
export interface SimulatorOptions extends Partial<InteractionLimits> {
  /** The valid bot token; default `simulated-token`. */
  readonly token?: string;
  /** Shards that `/gateway/bot` asks for; default 1. */
  readonly shards?: number;
  /** Default 41,250 ms, as Discord's. */
  readonly heartbeatMs?: number;
  /** Shards that may identify at the same time, in a window of `identifyWindowMs`; default 1 in 5,000 ms. */
  readonly maxConcurrency?: number;
  readonly identifyWindowMs?: number;
  /** Guilds of the application that are unavailable because of an outage; default 0. */
  readonly unavailableGuilds?: number;
  /** Round trip to the application, milliseconds; default 0. */
  readonly roundTripMs?: number;
}

/** A command as a user types it. */
export interface TypedCommand {
  readonly options?: Readonly<Record<string, OptionValue>>;
  readonly user?: SimulatedUser;
  /** Default: the guild that the application was added to. */
  readonly place?: Place;
}

const LIMITS: InteractionLimits = {
  acknowledgeMs: 3000,
  tokenLifeMs: 900_000,
  answerMs: 30_000,
  maxFileBytes: MAX_FILE_BYTES,
};

/** Messages that an application may add to an interaction if it was not added to the guild. */
const FOLLOW_UPS_OF_USER_INSTALL = 5;

/**
 * A local Discord for tests: the gateway and the REST API that an application with commands uses,
 * with Discord's documented limits. Each action of a user is a method, which resolves to the messages that they see.
 */
export class DiscordSimulator implements AsyncDisposable {
  readonly world: World;
  readonly gateway: Gateway;
  readonly #rest: RestApi;
  readonly #limits: InteractionLimits;
  readonly #roundTrip: RoundTrip;
  #token: string | null;

  private constructor(options: SimulatorOptions) {
    const { shards = 1, maxConcurrency = 1, identifyWindowMs = IDENTIFY_WINDOW_MS } = options;
    this.world = createWorld(options.unavailableGuilds ?? 0);
    this.#token = options.token ?? 'simulated-token';
    this.#limits = { ...LIMITS, ...options };
    this.#roundTrip = new RoundTrip(options.roundTripMs ?? 0);
    const identifyLimit = new IdentifyLimit(maxConcurrency, identifyWindowMs);
    const address = (): string => `${this.#origin('ws')}/gateway`;
    const common = {
      world: this.world,
      acceptsToken: (token: unknown): boolean => this.#token !== null && token === this.#token,
      roundTrip: this.#roundTrip,
    };
    const gatewayInfo = (): object => ({ url: address(), shards, session_start_limit: identifyLimit });
    this.#rest = new RestApi({ ...common, gatewayInfo });
    this.gateway = new Gateway(this.#rest.server, {
      ...common,
      heartbeatMs: options.heartbeatMs ?? 41_250,
      address,
      identifyLimit,
      minShards: shards,
      report: (violation) => this.#rest.violations.push(violation),
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

  /** Requests and messages that broke Discord's rules, each with its answer. */
  get violations(): readonly string[] {
    return this.#rest.violations;
  }

  /** Method and kind of every request so far. */
  get requests(): readonly string[] {
    return this.#rest.requests;
  }

  /** Requests that count towards Discord's ban: answered with 401, 403 or 429. */
  get invalidRequests(): number {
    return this.#rest.limiter.invalid;
  }

  /** Every interaction so far, oldest first, with the times that the application took. */
  get interactions(): readonly Interaction[] {
    return [...this.#rest.interactions.values()];
  }

  /** Commands registered for the guild, and globally. */
  get commands(): { readonly guild: readonly RegisteredCommand[]; readonly global: readonly RegisteredCommand[] } {
    const { commands } = this.#rest;
    return { guild: commands.in(this.world.guildId), global: commands.in(null) };
  }

  /** Change the round trip to the application, milliseconds. */
  set roundTripMs(milliseconds: number) {
    this.#roundTrip.milliseconds = milliseconds;
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
  command(name: string, { options = {}, user = simulatedUser(), place = 'guild' }: TypedCommand = {}): Promise<Answer> {
    const command = this.#registered(name, place);
    const typed = typedOptions(command, options);
    const data = { ...commandData(command), options: typed, ...this.#resolved(typed, place) };
    return this.#interact('command', this.#originOf(command, user, place), data, null);
  }

  /** Upload a file as a user, to attach it to a command. @returns its id, the value of the option */
  upload(file: AttachedFile): string {
    return this.#rest.content.add(file);
  }

  /** Type into an option that offers suggestions, as a user. */
  autocomplete(
    name: string,
    option: string,
    text: string,
    user = simulatedUser(),
    place: Place = 'guild',
  ): Promise<Answer> {
    const command = this.#registered(name, place);
    const registered = command.options?.find((each) => each.name === option);
    if (!registered?.autocomplete) throw new Error(`autocomplete: /${name} ${option} offers no suggestions`);
    const focused = { name: option, type: ApplicationCommandOptionType.String, value: text, focused: true };
    const data = { ...commandData(command), options: [focused] };
    return this.#interact('autocomplete', this.#originOf(command, user, place), data, null);
  }

  /**
   * Press the button with this label as a user.
   * @throws Error if Discord would not allow it: there is no such button, it is disabled, or the user cannot see
   * the message
   */
  press(message: SeenMessage, label: string, user = message.origin.user): Promise<Answer> {
    const { customId } = usableButton(message, label);
    return this.#use(message, user, { custom_id: customId, component_type: ComponentType.Button });
  }

  /**
   * Choose options in the select menu with this placeholder as a user.
   * @param labels labels of the chosen options
   * @throws Error as `press`, or if the menu has no such options or takes another number of them
   */
  select(
    message: SeenMessage,
    placeholder: string,
    labels: readonly string[],
    user = message.origin.user,
  ): Promise<Answer> {
    const { customId, values } = chosenOptions(message, placeholder, labels);
    return this.#use(message, user, {
      custom_id: customId,
      component_type: ComponentType.StringSelect,
      values,
    });
  }

  /** Close all connections and stop the server. */
  async close(): Promise<void> {
    for (const interaction of this.interactions) interaction.close();
    this.gateway.close();
    this.#rest.server.closeAllConnections();
    this.#rest.server.close();
    await once(this.#rest.server, 'close');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #use(message: SeenMessage, user: SimulatedUser, data: object): Promise<Answer> {
    if (message.deleted || (message.ephemeral && user.id !== message.origin.user.id))
      throw new Error('press: this user cannot see the message');
    return this.#interact('component', { ...message.origin, user }, data, message);
  }

  #originOf(command: RegisteredCommand, user: SimulatedUser, place: Place): Omit<MessageOrigin, 'interactionId'> {
    const { world } = this;
    const owners = ownersAt(place, world, user, installationsOf(command));
    const followUpLimit = '0' in owners ? Infinity : FOLLOW_UPS_OF_USER_INSTALL;
    return { world, user, place, owners, followUpLimit };
  }

  #interact(
    kind: InteractionKind,
    origin: Omit<MessageOrigin, 'interactionId'>,
    data: object,
    source: SeenMessage | null,
  ): Promise<Answer> {
    const { world, user, place, owners } = origin;
    const interaction = new Interaction(kind, origin, source, this.#limits);
    this.#rest.interactions.set(interaction.token, interaction);
    const payload = {
      ...placeFields(place, world, user),
      id: interaction.id,
      application_id: world.applicationId,
      type: TYPES[kind],
      data,
      token: interaction.token,
      version: 1,
      entitlements: [],
      authorizing_integration_owners: owners,
      attachment_size_limit: this.#limits.maxFileBytes,
      ...(source && { message: source.toJSON() }),
    };
    this.gateway.dispatch('INTERACTION_CREATE', payload, guildIdAt(place, world));
    return interaction.answer;
  }

  /** The attachments that options refer to. @throws Error for one that was not uploaded */
  #resolved(options: ReturnType<typeof typedOptions>, place: Place): object {
    const ids = options.flatMap(({ type, value }) =>
      type === ApplicationCommandOptionType.Attachment ? [String(value)] : [],
    );
    if (ids.length === 0) return {};
    const attachments = ids.map((id) => {
      const attachment = this.#rest.content.toJSON(id, this.#origin('http'), channelIdAt(place, this.world));
      if (!attachment) throw new Error(`command: no file ${id} was uploaded`);
      return [id, attachment] as const;
    });
    return { resolved: { attachments: Object.fromEntries(attachments) } };
  }

  #registered(name: string, place: Place): RegisteredCommand {
    const { guild, global } = this.commands;
    const command = [...guild, ...global].find(
      (each) => each.type === ApplicationCommandType.ChatInput && each.name === name && isShownAt(each, place),
    );
    if (!command) throw new Error(`command: /${name} is not registered for ${place}`);
    return command;
  }

  #origin(scheme: 'http' | 'ws'): string {
    return `${scheme}://127.0.0.1:${(this.#rest.server.address() as AddressInfo).port}`;
  }
}

const TYPES: Readonly<Record<InteractionKind, InteractionType>> = {
  command: InteractionType.ApplicationCommand,
  component: InteractionType.MessageComponent,
  autocomplete: InteractionType.ApplicationCommandAutocomplete,
};

function commandData({ id, name, guildId }: RegisteredCommand): object {
  return { id, name, type: ApplicationCommandType.ChatInput, ...(guildId !== null && { guild_id: guildId }) };
}
