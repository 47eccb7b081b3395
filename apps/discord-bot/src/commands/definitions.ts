import { ApplicationIntegrationType, InteractionContextType, SlashCommandBuilder } from 'discord.js';
import type {
  ApplicationCommandOptionBase,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
  SlashCommandStringOption,
} from 'discord.js';
import { LANGUAGES, localizationsOf, say } from '../languages/language.ts';
import type { MessageKey } from '../languages/messages.ts';

/** Names of the slash commands, in every language: members tell them to each other. */
export const COMMAND_NAMES = {
  recommend: 'recommend',
  blend: 'blend',
  journey: 'journey',
  station: 'station',
  reset: 'recommend-reset',
  help: 'help',
} as const;

/** Matches on a card by default. */
export const DEFAULT_COUNT = 3;

/** Names of the options. */
export const OPTIONS = {
  song: 'song',
  song2: 'song2',
  song3: 'song3',
  unlike: 'unlike',
  from: 'from',
  to: 'to',
  length: 'length',
  artist: 'artist',
  file: 'file',
  count: 'count',
  otherArtists: 'other_artists',
  private: 'private',
} as const;

const recommend = command('recommend')
  .addStringOption((option) => song(option, 'song'))
  .addStringOption((option) => named(option, 'artist').setAutocomplete(true).setMaxLength(100))
  .addAttachmentOption((option) => named(option, 'file'))
  .addIntegerOption((option) => named(option, 'count').setMinValue(1).setMaxValue(10))
  .addBooleanOption((option) => named(option, 'otherArtists'))
  .addBooleanOption((option) => named(option, 'private'));

const blend = command('blend')
  .addStringOption((option) => song(option, 'song', 'option.blendSong').setRequired(true))
  .addStringOption((option) => song(option, 'song2'))
  .addStringOption((option) => song(option, 'song3'))
  .addStringOption((option) => song(option, 'unlike'))
  .addIntegerOption((option) => named(option, 'count').setMinValue(1).setMaxValue(10))
  .addBooleanOption((option) => named(option, 'otherArtists'))
  .addBooleanOption((option) => named(option, 'private'));

/** The menus of a card take 25 songs. */
const MAX_LENGTH = 25;

const journey = command('journey')
  .addStringOption((option) => song(option, 'from').setRequired(true))
  .addStringOption((option) => song(option, 'to').setRequired(true))
  .addIntegerOption((option) => named(option, 'length').setMinValue(3).setMaxValue(MAX_LENGTH))
  .addBooleanOption((option) => named(option, 'private'));

const station = command('station')
  .addStringOption((option) => song(option, 'song', 'option.stationSong').setRequired(true))
  .addIntegerOption((option) => named(option, 'length', 'option.stationLength').setMinValue(3).setMaxValue(MAX_LENGTH))
  .addBooleanOption((option) => named(option, 'private'));

/**
 * The slash commands in Discord's format, for servers and for members who install the bot for themselves: in servers,
 * in private messages with the bot and in those between members.
 */
export const COMMANDS: readonly RESTPostAPIChatInputApplicationCommandsJSONBody[] = [
  recommend,
  blend,
  journey,
  station,
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

/** @param description key of the description, if it is not that of the option's name */
function named<Option extends ApplicationCommandOptionBase>(
  option: Option,
  key: keyof typeof OPTIONS,
  description: MessageKey & `option.${string}` = `option.${key}`,
): Option {
  return option
    .setName(OPTIONS[key])
    .setNameLocalizations(localizationsOf(`option.${key}.name`))
    .setDescription(LANGUAGES.en[description])
    .setDescriptionLocalizations(localizationsOf(description));
}

function song(
  option: SlashCommandStringOption,
  key: keyof typeof OPTIONS,
  description?: MessageKey & `option.${string}`,
): SlashCommandStringOption {
  return named(option, key, description).setAutocomplete(true).setMaxLength(100);
}
