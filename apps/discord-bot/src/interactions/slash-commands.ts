import type { ChatInputCommandInteraction } from 'discord.js';
import { COMMAND_NAMES, DEFAULT_COUNT, OPTIONS } from '../commands/definitions.ts';
import { languageOf, say } from '../languages/language.ts';
import type { Wish } from '../library/recommend-for-member.ts';
import { blend } from './blend-command.ts';
import type { BotServices } from './bot-services.ts';
import { sendJourney, sendStation } from './playlist-commands.ts';
import { recommendFile } from './recommend-file.ts';
import { acknowledgeWithMessage, replyPrivately } from './respond.ts';
import { sendCard } from './send-card.ts';
import { sendHelp } from './send-help.ts';

/** Answer a slash command. */
export async function runSlashCommand(interaction: ChatInputCommandInteraction, services: BotServices): Promise<void> {
  switch (interaction.commandName) {
    case COMMAND_NAMES.recommend:
      return recommend(interaction, services);
    case COMMAND_NAMES.blend:
      return blend(interaction, services);
    case COMMAND_NAMES.journey:
      return sendJourney(interaction, services);
    case COMMAND_NAMES.station:
      return sendStation(interaction, services);
    case COMMAND_NAMES.reset:
      return reset(interaction, services);
    case COMMAND_NAMES.help:
      return sendHelp(interaction, services);
    default:
      // Discord still shows the commands of an older version until the commands are registered again.
      return replyPrivately(
        interaction,
        say(languageOf(interaction.locale), 'answer.oldCommand', { name: interaction.commandName }),
      );
  }
}

/** `/recommend`: a song, given or drawn at random, an artist or a file, and similar songs. */
async function recommend(interaction: ChatInputCommandInteraction, services: BotServices): Promise<void> {
  const { options } = interaction;
  const song = options.getString(OPTIONS.song)?.trim() ?? '';
  const artist = options.getString(OPTIONS.artist)?.trim() ?? '';
  const file = options.getAttachment(OPTIONS.file);
  if ([song !== '', artist !== '', file !== null].filter(Boolean).length > 1) {
    await replyPrivately(interaction, say(languageOf(interaction.locale), 'answer.oneStart'));
    return;
  }
  const isPrivate = options.getBoolean(OPTIONS.private) ?? false;
  const request = {
    count: options.getInteger(OPTIONS.count) ?? DEFAULT_COUNT,
    otherArtists: options.getBoolean(OPTIONS.otherArtists) ?? false,
  };
  if (file !== null) return recommendFile(interaction, file, request, isPrivate, services);
  await services.work.acknowledge(() => acknowledgeWithMessage(interaction, isPrivate));
  await sendCard(interaction, wishOf(song, artist), request, services);
}

/** A picked suggestion is a track's id, any other text is as typed; the search takes both. */
function wishOf(song: string, artist: string): Wish {
  if (artist !== '') return { kind: 'artist', name: artist };
  return song === '' ? { kind: 'random' } : { kind: 'song', text: song };
}

/** `/recommend-reset`: deletes everything that is stored about the member. */
async function reset(interaction: ChatInputCommandInteraction, { preferences, work }: BotServices): Promise<void> {
  await work.acknowledge(() => acknowledgeWithMessage(interaction, true));
  const count = await work.run(() => preferences.forget(interaction.user.id));
  const language = languageOf(interaction.locale);
  const several = (): string =>
    count === 1 ? say(language, 'answer.resetOne') : say(language, 'answer.resetMany', { count });
  await interaction.editReply({ content: count === 0 ? say(language, 'answer.nothingStored') : several() });
}
