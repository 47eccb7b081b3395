import { MessageFlags } from 'discord.js';
import type { APIMessageTopLevelComponent, Message } from 'discord.js';
import { withAllDisabled } from '../card/discord/message-actions.ts';
import { retryOnDisconnect } from '../discord/retry-on-disconnect.ts';
import type { CoverFile } from '../library/cover-art.ts';
import type { BotServices } from './bot-services.ts';
import { loggableError } from './describe-error.ts';
import type { AnswerableInteraction } from './respond.ts';

/**
 * Answer an acknowledged interaction with a card: it replaces "thinking", or the card whose button was pressed if that
 * was acknowledged as an update. Its buttons go off at the end of their lifetime.
 * @param cover picture that the components refer to
 */
export async function showCard(
  interaction: AnswerableInteraction,
  components: APIMessageTopLevelComponent[],
  cover: CoverFile | null,
  services: BotServices,
): Promise<void> {
  const message = await retryOnDisconnect(() =>
    interaction.editReply({
      components,
      files: cover ? [{ attachment: cover.bytes, name: cover.name }] : [],
      // The cover of the card that this one replaces goes away.
      attachments: [],
      flags: MessageFlags.IsComponentsV2,
    }),
  );
  expireButtons(interaction, message, services);
}

/** A separate function, because a callback keeps its scope in memory, here for 15 minutes, and cover art is large. */
function expireButtons(interaction: AnswerableInteraction, message: Message, services: BotServices): void {
  services.expiry.schedule(message.id, () => disableButtons(interaction, message, services));
}

async function disableButtons(
  interaction: AnswerableInteraction,
  message: Message,
  { logger }: BotServices,
): Promise<void> {
  try {
    await interaction.webhook.editMessage(message.id, {
      components: withAllDisabled(message),
      flags: MessageFlags.IsComponentsV2,
    });
  } catch (error) {
    // Most likely, somebody has deleted the message.
    logger.warn({ error: loggableError(error) }, 'buttons not disabled');
  }
}
