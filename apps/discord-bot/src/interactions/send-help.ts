import type { ChatInputCommandInteraction } from 'discord.js';
import { languageOf, say } from '../languages/language.ts';
import type { BotServices } from './bot-services.ts';
import { replyPrivately } from './respond.ts';

/** `/help`: what the commands and buttons do, and what is stored. */
export async function sendHelp(
  interaction: ChatInputCommandInteraction,
  { previewOf }: Pick<BotServices, 'previewOf'>,
): Promise<void> {
  const language = languageOf(interaction.locale);
  const options = {
    song: say(language, 'option.song.name'),
    artist: say(language, 'option.artist.name'),
    file: say(language, 'option.file.name'),
    count: say(language, 'option.count.name'),
    otherArtists: say(language, 'option.otherArtists.name'),
    private: say(language, 'option.private.name'),
  };
  const lines = [
    say(language, 'help.text', options),
    ...(previewOf === null ? [] : [say(language, 'help.listen')]),
    say(language, 'answer.stored'),
  ];
  await replyPrivately(interaction, lines.join('\n'));
}
