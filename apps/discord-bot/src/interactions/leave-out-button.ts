import { MessageFlags } from 'discord.js';
import type { ButtonInteraction } from 'discord.js';
import { SoundalikeError } from '@soundalike/errors';
import { safeMarkdown } from '../text/safe-markdown.ts';
import type { BotServices } from './bot-services.ts';
import type { ButtonAction } from './custom-id.ts';

/** **Not for me**: leaves that match out for this member from now on, and says what is stored for it. */
export async function leaveOutButton(
  interaction: ButtonInteraction,
  { trackId }: Extract<ButtonAction, { kind: 'leave-out' }>,
  { library, preferences, work }: BotServices,
): Promise<void> {
  const track = await work.run(async () => {
    const [found] = await library.use((store) => store.get([trackId]));
    if (!found) throw new SoundalikeError('TRACK_NOT_FOUND', `library: expected track ${trackId}, it is gone`);
    await preferences.leaveOut(interaction.user.id, trackId);
    return found;
  });
  const title = safeMarkdown(track.title, 200) || '(untitled)';
  const stored =
    'For that I store your Discord user id and the ids of the songs you left out, nothing else. `/recommend-reset` deletes it.';
  await interaction.followUp({
    content: `**${title}** will be left out of what I recommend to you.\n${stored}`,
    flags: MessageFlags.Ephemeral,
  });
}
