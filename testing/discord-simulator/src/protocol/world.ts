/** Milliseconds since the Unix epoch at which Discord's ids begin: 1 January 2015. */
const DISCORD_EPOCH_MS = 1_420_070_400_000n;

let increment = 0n;

/** Return a new id: its upper bits hold the time, its lower 12 bits a counter, as in Discord's ids. */
export function snowflake(): string {
  increment = (increment + 1n) & 0xf_ffn;
  return (((BigInt(Date.now()) - DISCORD_EPOCH_MS) << 22n) | increment).toString();
}

/** A person in the simulated guild. */
export interface SimulatedUser {
  readonly id: string;
  readonly username: string;
  /** The language of their Discord app, for example `de`. */
  readonly locale: string;
}

/** Return a new person. */
export function simulatedUser(username = 'listener', locale = 'en-US'): SimulatedUser {
  return { id: snowflake(), username, locale };
}

/** Ids of the only application, and of the places where it can be used. */
export interface World {
  readonly applicationId: string;
  /** A guild that the application was added to, and its channel. */
  readonly guildId: string;
  readonly channelId: string;
  /** A guild that the application was not added to, and its channel. */
  readonly otherGuildId: string;
  readonly otherChannelId: string;
  /** Private messages with the application, and a group of people without it. */
  readonly dmId: string;
  readonly groupId: string;
  /** Guilds of the application that are unavailable because of an outage. */
  readonly unavailableGuildIds: readonly string[];
}

/** Return a world with new ids. */
export function createWorld(unavailableGuilds: number): World {
  return {
    applicationId: snowflake(),
    guildId: snowflake(),
    channelId: snowflake(),
    otherGuildId: snowflake(),
    otherChannelId: snowflake(),
    dmId: snowflake(),
    groupId: snowflake(),
    unavailableGuildIds: Array.from({ length: unavailableGuilds }, () => snowflake()),
  };
}

/** Return a user object of the API. */
export function rawUser({ id, username }: Pick<SimulatedUser, 'id' | 'username'>, bot = false): object {
  return { id, username, discriminator: '0', global_name: null, avatar: null, bot, public_flags: 0 };
}

/** Return a guild object as GUILD_CREATE carries it. */
export function rawGuild({ guildId, channelId }: World): object {
  return {
    id: guildId,
    name: 'Listening room',
    icon: null,
    owner_id: guildId,
    unavailable: false,
    joined_at: '2025-01-01T00:00:00.000Z',
    member_count: 2,
    large: false,
    features: [],
    preferred_locale: 'en-US',
    verification_level: 0,
    default_message_notifications: 0,
    explicit_content_filter: 0,
    nsfw_level: 0,
    premium_tier: 0,
    mfa_level: 0,
    system_channel_flags: 0,
    system_channel_id: null,
    roles: [
      {
        id: guildId,
        name: '@everyone',
        permissions: '0',
        position: 0,
        color: 0,
        hoist: false,
        managed: false,
        mentionable: false,
        flags: 0,
      },
    ],
    channels: [{ id: channelId, type: 0, name: 'music', position: 0, permission_overwrites: [] }],
    members: [],
    threads: [],
    presences: [],
    voice_states: [],
    emojis: [],
    stickers: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}
