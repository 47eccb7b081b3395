import {
  ApplicationIntegrationType,
  ChannelType,
  InteractionContextType,
  PermissionFlagsBits,
} from 'discord-api-types/v10';
import { rawUser } from './world.ts';
import type { SimulatedUser, World } from './world.ts';

const { GuildInstall, UserInstall } = ApplicationIntegrationType;

/**
 * Where a user acts: in the guild that the application was added to, in another guild or in a conversation with others
 * (the user has installed the application), or in private messages with the application.
 */
export type Place = 'guild' | 'other-guild' | 'bot-dm' | 'private-channel';

/** The context of interactions from a place. */
export const CONTEXT_OF: Readonly<Record<Place, InteractionContextType>> = {
  guild: InteractionContextType.Guild,
  'other-guild': InteractionContextType.Guild,
  'bot-dm': InteractionContextType.BotDM,
  'private-channel': InteractionContextType.PrivateChannel,
};

/** The installations that let a command appear in a place. */
export const INSTALLATIONS_OF: Readonly<Record<Place, readonly ApplicationIntegrationType[]>> = {
  guild: [GuildInstall, UserInstall],
  'other-guild': [UserInstall],
  'bot-dm': [GuildInstall, UserInstall],
  'private-channel': [UserInstall],
};

/** Return the id of the guild of a place; null outside guilds. */
export function guildIdAt(place: Place, world: World): string | null {
  return place === 'guild' ? world.guildId : place === 'other-guild' ? world.otherGuildId : null;
}

/** Return the id of the channel of a place. */
export function channelIdAt(place: Place, world: World): string {
  return {
    guild: world.channelId,
    'other-guild': world.otherChannelId,
    'bot-dm': world.dmId,
    'private-channel': world.groupId,
  }[place];
}

/** Return whose installations of the application authorize an interaction. */
export function ownersAt(
  place: Place,
  world: World,
  user: SimulatedUser,
  installations: readonly ApplicationIntegrationType[],
): Readonly<Record<string, string>> {
  const owner = { [GuildInstall]: place === 'guild' ? world.guildId : '0', [UserInstall]: user.id };
  const authorizing = INSTALLATIONS_OF[place].filter((type) => installations.includes(type));
  return Object.fromEntries(authorizing.map((type) => [type, owner[type]]));
}

const IN_PRIVATE =
  PermissionFlagsBits.AttachFiles | PermissionFlagsBits.EmbedLinks | PermissionFlagsBits.MentionEveryone;

/** Return the fields of an interaction that depend on its place. */
export function placeFields(place: Place, world: World, user: SimulatedUser): object {
  const guildId = guildIdAt(place, world);
  const channelId = channelIdAt(place, world);
  const common = { channel_id: channelId, context: CONTEXT_OF[place], locale: user.locale };
  if (guildId === null) {
    const isGroup = place === 'private-channel';
    const type = isGroup ? ChannelType.GroupDM : ChannelType.DM;
    return {
      ...common,
      channel: {
        id: channelId,
        type,
        ...(isGroup && { name: 'friends', owner_id: user.id }),
        recipients: [rawUser(user)],
      },
      user: rawUser(user),
      app_permissions: String(isGroup ? IN_PRIVATE : IN_PRIVATE | PermissionFlagsBits.UseExternalEmojis),
    };
  }
  return {
    ...common,
    guild_id: guildId,
    guild: { id: guildId, features: [], locale: 'en-US' },
    channel: { id: channelId, type: ChannelType.GuildText, name: 'music' },
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
    guild_locale: 'en-US',
  };
}
