import { MessageFlags } from 'discord.js';
import type { APIMessageTopLevelComponent } from 'discord.js';
import { isSoundalikeError } from '@soundalike/errors';
import { actionOf, actionOfChoice } from '../card/discord/custom-id.ts';
import type { CardAction } from '../card/discord/custom-id.ts';
import { withAllDisabled, withoutActions } from '../card/discord/message-actions.ts';
import { languageOf, say } from '../languages/language.ts';
import type { BotServices } from './bot-services.ts';
import { sendDetails } from './details-button.ts';
import { loggableError } from './describe-error.ts';
import { leaveOut, undoLeaveOut } from './leave-out.ts';
import { sendPreviews } from './listen-button.ts';
import { acknowledgeUpdate, acknowledgeWithMessage } from './respond.ts';
import type { ComponentInteraction } from './respond.ts';
import { sendPlaylist } from './save-button.ts';
import { sendCard } from './send-card.ts';

/**
 * Answer a press of a card's button, or a choice in its menu. If it fails because its song is gone, only what refers to
 * that song goes off.
 */
export async function pressButton(interaction: ComponentInteraction, services: BotServices): Promise<void> {
  const action = pressedAction(interaction);
  if (action === null || services.expiry.isOver(interaction.message)) {
    await refuseOld(interaction, services);
    return;
  }
  await services.work.acknowledge(() => acknowledge(interaction, action));
  try {
    await runAction(interaction, action, services);
  } catch (error) {
    if (isSoundalikeError(error, 'TRACK_NOT_FOUND') && 'trackId' in action)
      await removeSong(interaction, action, services);
    throw error;
  }
}

/** What is answered only to the member who pressed. */
const FOR_ONE_MEMBER: readonly CardAction['kind'][] = ['details', 'compare', 'steps', 'save', 'leave-out'];

/** Return the action of a press or a choice; null for one that no version of this bot has written. */
export function pressedAction(interaction: ComponentInteraction): CardAction | null {
  return interaction.isButton()
    ? actionOf(interaction.customId)
    : actionOfChoice(interaction.customId, interaction.values[0] ?? '');
}

/**
 * Acknowledge a press by the message that answers it, which can be sent again if the connection is cut. Only what
 * changes the card itself, **Another** of the member who asked for it and **Undo**, is acknowledged as an update.
 */
async function acknowledge(interaction: ComponentInteraction, action: CardAction): Promise<void> {
  const { message, user } = interaction;
  const isOwnCard = message.interactionMetadata?.user.id === user.id;
  if (action.kind === 'undo' || (action.kind === 'another' && isOwnCard)) {
    await acknowledgeUpdate(interaction);
    return;
  }
  const isForOneMember = FOR_ONE_MEMBER.includes(action.kind);
  await acknowledgeWithMessage(interaction, isForOneMember || message.flags.has(MessageFlags.Ephemeral));
}

async function runAction(interaction: ComponentInteraction, action: CardAction, services: BotServices): Promise<void> {
  switch (action.kind) {
    case 'another':
      return sendCard(interaction, { kind: 'random' }, action.request, services);
    case 'more':
      return sendCard(interaction, { kind: 'track', id: action.trackId }, action.request, services);
    case 'listen':
      return sendPreviews(interaction, action.trackId, services);
    case 'details':
    case 'compare':
    case 'steps':
      return sendDetails(interaction, action, services);
    case 'save':
      return sendPlaylist(interaction, action, services);
    case 'leave-out':
      return leaveOut(interaction, action.trackId, services);
    case 'undo':
      return undoLeaveOut(interaction, action.trackId, services);
  }
}

/** Disable everything on a card whose lifetime is over, or that another version wrote. */
async function refuseOld(interaction: ComponentInteraction, services: BotServices): Promise<void> {
  const { message } = interaction;
  await services.work.acknowledge(() => acknowledgeUpdate(interaction));
  services.expiry.cancel(message.id);
  await edit(interaction, '@original', withAllDisabled(message), services);
  await interaction.followUp({
    content: say(languageOf(interaction.locale), 'answer.tooOld'),
    flags: MessageFlags.Ephemeral,
  });
}

/** Take the controls of a song that is gone off the card. The card stays usable for the other songs. */
async function removeSong(
  interaction: ComponentInteraction,
  gone: CardAction & { readonly trackId: string },
  services: BotServices,
): Promise<void> {
  const components = withoutActions(
    interaction.message,
    (action) =>
      action !== null &&
      'trackId' in action &&
      action.trackId === gone.trackId &&
      (action.kind === gone.kind || action.kind === 'more' || action.kind === 'leave-out'),
  );
  await edit(interaction, interaction.message.id, components, services);
}

/** Change the message that a button is on, if possible. */
async function edit(
  interaction: ComponentInteraction,
  messageId: string,
  components: APIMessageTopLevelComponent[],
  { logger }: BotServices,
): Promise<void> {
  try {
    await interaction.webhook.editMessage(messageId, { components, flags: MessageFlags.IsComponentsV2 });
  } catch (error) {
    logger.warn({ error: loggableError(error) }, 'card not changed');
  }
}
