import { MessageFlags } from 'discord.js';
import type { ButtonInteraction, ChatInputCommandInteraction, StringSelectMenuInteraction } from 'discord.js';
import { sendFirstResponse } from '../discord/first-response.ts';
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
  await acknowledge(interaction, () => interaction.deferReply(isPrivate ? { flags: MessageFlags.Ephemeral } : {}));
  interaction.ephemeral = isPrivate;
}

/** Acknowledge a press of a button by a change of its own message, which stays as it is until then. */
export async function acknowledgeUpdate(interaction: ComponentInteraction): Promise<void> {
  await acknowledge(interaction, () => interaction.deferUpdate());
}

/** discord.js does not know about an acknowledgement whose confirmation was lost. */
async function acknowledge(interaction: AnswerableInteraction, send: () => Promise<unknown>): Promise<void> {
  await sendFirstResponse(send);
  interaction.deferred = true;
}

/**
 * Send a message to the member only, whether or not the interaction has been acknowledged.
 * A public "thinking" message is deleted first: otherwise the followup would replace it, visible to everybody. If it
 * cannot be deleted, it is replaced nevertheless, because it would stay for ever.
 */
export async function replyPrivately(interaction: AnswerableInteraction, content: string): Promise<void> {
  const message = { content, flags: MessageFlags.Ephemeral } as const;
  if (!interaction.deferred && !interaction.replied) {
    await sendFirstResponse(() => interaction.reply(message));
    return;
  }
  const isThinking = interaction.ephemeral !== null && !interaction.replied;
  if (isThinking) {
    if (interaction.ephemeral || !(await isDeleted(interaction))) {
      await interaction.editReply({ content });
      return;
    }
  }
  await interaction.followUp(message);
}

/** Delete a "thinking" message. @returns false if Discord does not, so that it has to be replaced */
async function isDeleted(interaction: AnswerableInteraction): Promise<boolean> {
  try {
    await retryOnDisconnect(() => interaction.deleteReply());
    return true;
  } catch {
    return false;
  }
}
