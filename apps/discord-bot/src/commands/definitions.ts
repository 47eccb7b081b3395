import { ApplicationIntegrationType, InteractionContextType, SlashCommandBuilder } from 'discord.js';
import type { ApplicationCommandOptionBase, RESTPostAPIChatInputApplicationCommandsJSONBody } from 'discord.js';
import { localizationsOf, say } from '../languages/language.ts';

/** Names of the slash commands, in every language: members tell them to each other. */
export const COMMAND_NAMES = { recommend: 'recommend', reset: 'recommend-reset', help: 'help' } as const;

/** Names of the options of `/recommend`. */
export const OPTIONS = {
  song: 'song',
  artist: 'artist',
  count: 'count',
  otherArtists: 'other_artists',
  private: 'private',
} as const;

const recommend = command('recommend')
  .addStringOption((option) => named(option, 'song').setAutocomplete(true).setMaxLength(100))
  .addStringOption((option) => named(option, 'artist').setAutocomplete(true).setMaxLength(100))
  .addIntegerOption((option) => named(option, 'count').setMinValue(1).setMaxValue(10))
  .addBooleanOption((option) => named(option, 'otherArtists'))
  .addBooleanOption((option) => named(option, 'private'));

/**
 * The slash commands in Discord's format, for servers and for members who install the bot for themselves: in servers,
 * in private messages with the bot and in those between members.
 */
export const COMMANDS: readonly RESTPostAPIChatInputApplicationCommandsJSONBody[] = [
  recommend,
  command('reset'),
  command('help'),
].map((each) =>
  each
    .setContexts(InteractionContextType.Guild, InteractionContextType.BotDM, InteractionContextType.PrivateChannel)
    .setIntegrationTypes(ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall)
    .toJSON(),
);

function command(key: keyof typeof COMMAND_NAMES): SlashCommandBuilder {
  return new SlashCommandBuilder()
    .setName(COMMAND_NAMES[key])
    .setDescription(say('en', `command.${key}`))
    .setDescriptionLocalizations(localizationsOf(`command.${key}`));
}

function named<Option extends ApplicationCommandOptionBase>(option: Option, key: keyof typeof OPTIONS): Option {
  return option
    .setName(OPTIONS[key])
    .setNameLocalizations(localizationsOf(`option.${key}.name`))
    .setDescription(say('en', `option.${key}`))
    .setDescriptionLocalizations(localizationsOf(`option.${key}`));
}
