import { MessageFlags } from 'discord.js';
import type { ButtonInteraction } from 'discord.js';
import { acknowledgeButton } from './acknowledge.ts';
import { anotherButton } from './another-button.ts';
import type { BotServices } from './bot-services.ts';
import { actionOf } from './custom-id.ts';
import type { ButtonAction } from './custom-id.ts';
import { withButtonsDisabled } from './disable-buttons.ts';
import { leaveOutButton } from './leave-out-button.ts';
import { listenButton } from './listen-button.ts';
import { loggableError } from './loggable-error.ts';
import { moreLikeButton } from './more-like-button.ts';

/** A press of one of a card's buttons, by whoever sees it. An error switches the card's buttons off. */
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
    await act(interaction, action, services);
  } catch (error) {
    await disableCard(interaction, services);
    throw error;
  }
}

async function act(interaction: ButtonInteraction, action: ButtonAction, services: BotServices): Promise<void> {
  switch (action.kind) {
    case 'another':
      return anotherButton(interaction, action, services);
    case 'more':
      return moreLikeButton(interaction, action, services);
    case 'listen':
      return listenButton(interaction, action, services);
    case 'leave-out':
      return leaveOutButton(interaction, action, services);
  }
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
