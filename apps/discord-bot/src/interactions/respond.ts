import { DiscordAPIError, MessageFlags, RESTJSONErrorCodes } from 'discord.js';
import type { ButtonInteraction, ChatInputCommandInteraction, StringSelectMenuInteraction } from 'discord.js';
import { retryOnDisconnect } from '../discord/retry-on-disconnect.ts';

/** A press of a button, or a choice in a menu. */
export type ComponentInteraction = ButtonInteraction | StringSelectMenuInteraction;

/** An interaction that is answered with a message. */
export type AnswerableInteraction = ChatInputCommandInteraction | ComponentInteraction;

/**
 * Acknowledge an interaction by a new message: the member sees "thinking" until the answer replaces it.
 * @param isPrivate whether only they see it
 */
export async function acknowledgeWithMessage(interaction: AnswerableInteraction, isPrivate: boolean): Promise<void> {
  await acceptRepeat(interaction, () => interaction.deferReply(isPrivate ? { flags: MessageFlags.Ephemeral } : {}));
  interaction.ephemeral = isPrivate;
}

/** Acknowledge a press of a button by a change of its own message, which stays as it is until then. */
export async function acknowledgeUpdate(interaction: ComponentInteraction): Promise<void> {
  await acceptRepeat(interaction, () => interaction.deferUpdate());
}

/** If a response was lost, Discord refuses the repeated acknowledgement because the first one has arrived. */
async function acceptRepeat(interaction: AnswerableInteraction, acknowledge: () => Promise<unknown>): Promise<void> {
  try {
    await retryOnDisconnect(acknowledge);
  } catch (error) {
    if (!(error instanceof DiscordAPIError) || error.code !== RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged)
      throw error;
    interaction.deferred = true;
  }
}

/**
 * Send a message to the member only, whether or not the interaction has been acknowledged.
 * A public "thinking" message is deleted first: otherwise the followup would replace it, visible to everybody.
 */
export async function replyPrivately(interaction: AnswerableInteraction, content: string): Promise<void> {
  const message = { content, flags: MessageFlags.Ephemeral } as const;
  if (!interaction.deferred && !interaction.replied) {
    await interaction.reply(message);
    return;
  }
  const isThinking = interaction.ephemeral !== null && !interaction.replied;
  if (isThinking) {
    if (interaction.ephemeral) {
      await interaction.editReply({ content });
      return;
    }
    await interaction.deleteReply();
  }
  await interaction.followUp(message);
}
