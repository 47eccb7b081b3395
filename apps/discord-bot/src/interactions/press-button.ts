import { MessageFlags } from 'discord.js';
import type { ButtonInteraction } from 'discord.js';
import { SoundalikeError } from '@soundalike/errors';
import { actionOf } from '../card/discord/custom-id.ts';
import type { ButtonAction } from '../card/discord/custom-id.ts';
import { withButtonsDisabled } from '../card/discord/message-buttons.ts';
import { safeMarkdown } from '../text/display-text.ts';
import type { BotServices } from './bot-services.ts';
import { loggableError } from './describe-error.ts';
import { sendPreviews } from './listen-button.ts';
import { acknowledgeButton } from './respond.ts';
import { sendCard } from './send-card.ts';

/** Answer a press of a card's button. An error disables the card's buttons. */
export async function pressButton(interaction: ButtonInteraction, services: BotServices): Promise<void> {
  const action = actionOf(interaction.customId);
  await services.work.acknowledge(() => acknowledgeButton(interaction));
  if (action === null || services.expiry.isOver(interaction.message)) {
    await disableCard(interaction, services);
    await interaction.followUp({
      content: 'These buttons are too old to work. `/recommend` gives you new ones.',
      flags: MessageFlags.Ephemeral,
    });
    return;
  }
  try {
    await runAction(interaction, action, services);
  } catch (error) {
    await disableCard(interaction, services);
    throw error;
  }
}

async function runAction(interaction: ButtonInteraction, action: ButtonAction, services: BotServices): Promise<void> {
  switch (action.kind) {
    case 'another':
      return sendCard(interaction, null, action.request, services);
    case 'more':
      return sendCard(interaction, { id: action.trackId }, action.request, services);
    case 'listen':
      return sendPreviews(interaction, action.trackId, services);
    case 'leave-out':
      return leaveOut(interaction, action.trackId, services);
  }
}

/** **Not for me**: leaves that match out for this member from now on, and reports what is stored for it. */
async function leaveOut(
  interaction: ButtonInteraction,
  trackId: string,
  { library, preferences, work }: BotServices,
): Promise<void> {
  const track = await work.run(async () => {
    const [found] = await library.use((store) => store.get([trackId]));
    if (!found) throw new SoundalikeError('TRACK_NOT_FOUND', `track ${trackId} is no longer in the library`);
    await preferences.leaveOut(interaction.user.id, trackId);
    return found;
  });
  const title = safeMarkdown(track.title, 200) || '(untitled)';
  const stored =
    'For that I store your Discord user id and the ids of the songs you left out, nothing else. ' +
    '`/recommend-reset` deletes it.';
  await interaction.followUp({
    content: `**${title}** will be left out of what I recommend to you.\n${stored}`,
    flags: MessageFlags.Ephemeral,
  });
}

async function disableCard(interaction: ButtonInteraction, { expiry, logger }: BotServices): Promise<void> {
  expiry.cancel(interaction.message.id);
  try {
    await interaction.editReply({
      components: withButtonsDisabled(interaction.message),
      flags: MessageFlags.IsComponentsV2,
    });
  } catch (error) {
    logger.warn({ error: loggableError(error) }, 'buttons not disabled');
  }
}
