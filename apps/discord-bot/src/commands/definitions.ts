import { ApplicationIntegrationType, InteractionContextType, SlashCommandBuilder } from 'discord.js';
import type { RESTPostAPIChatInputApplicationCommandsJSONBody } from 'discord.js';

/** Names of the slash commands. */
export const COMMAND_NAMES = { recommend: 'recommend', reset: 'recommend-reset' } as const;

/** Names of the options of `/recommend`. */
export const OPTIONS = { song: 'song', count: 'count', otherArtists: 'other_artists', private: 'private' } as const;

const recommend = new SlashCommandBuilder()
  .setName(COMMAND_NAMES.recommend)
  .setDescription('A song from the library, and the songs that sound most like it')
  .addStringOption((option) =>
    option
      .setName(OPTIONS.song)
      .setDescription('The song to start from; default: a random one')
      .setAutocomplete(true)
      .setMaxLength(100),
  )
  .addIntegerOption((option) =>
    option
      .setName(OPTIONS.count)
      .setDescription('How many similar songs, 1 to 10; default 3')
      .setMinValue(1)
      .setMaxValue(10),
  )
  .addBooleanOption((option) => option.setName(OPTIONS.otherArtists).setDescription('Only songs by other artists'))
  .addBooleanOption((option) => option.setName(OPTIONS.private).setDescription('Show the answer only to me'));

const reset = new SlashCommandBuilder()
  .setName(COMMAND_NAMES.reset)
  .setDescription('Forget the songs that I marked as not for me, and everything stored about me');

/** The slash commands in Discord's format, for servers and for private messages with the bot. */
export const COMMANDS: readonly RESTPostAPIChatInputApplicationCommandsJSONBody[] = [recommend, reset].map((command) =>
  command
    .setContexts(InteractionContextType.Guild, InteractionContextType.BotDM)
    .setIntegrationTypes(ApplicationIntegrationType.GuildInstall)
    .toJSON(),
);
