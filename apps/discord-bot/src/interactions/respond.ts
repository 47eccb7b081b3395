import { MessageFlags } from 'discord.js';
import type { ButtonInteraction, ChatInputCommandInteraction } from 'discord.js';
import { sendFirstResponse } from '../discord/first-response.ts';
import { retryOnDisconnect } from '../discord/retry-on-disconnect.ts';

/** Acknowledge a command: the member sees "thinking" until the answer. @param isPrivate whether only they see it */
export async function acknowledgeCommand(interaction: ChatInputCommandInteraction, isPrivate: boolean): Promise<void> {
  await acknowledge(interaction, () => interaction.deferReply(isPrivate ? { flags: MessageFlags.Ephemeral } : {}));
  interaction.ephemeral = isPrivate;
}

/** Acknowledge a press of a button: the card stays unchanged, and answers are separate messages. */
export async function acknowledgeButton(interaction: ButtonInteraction): Promise<void> {
  await acknowledge(interaction, () => interaction.deferUpdate());
}

/** discord.js does not know about an acknowledgement whose confirmation was lost. */
async function acknowledge(
  interaction: ButtonInteraction | ChatInputCommandInteraction,
  send: () => Promise<unknown>,
): Promise<void> {
  await sendFirstResponse(send);
  interaction.deferred = true;
}

/**
 * Send a message to the member only, whether or not the interaction has been acknowledged.
 * A public "thinking" message is deleted first: otherwise the followup would replace it, visible to everybody. If it
 * cannot be deleted, it is replaced nevertheless, because it would stay for ever.
 */
export async function replyPrivately(
  interaction: ButtonInteraction | ChatInputCommandInteraction,
  content: string,
): Promise<void> {
  const message = { content, flags: MessageFlags.Ephemeral } as const;
  if (!interaction.deferred && !interaction.replied) {
    await sendFirstResponse(() => interaction.reply(message));
    return;
  }
  if (interaction.isChatInputCommand() && !interaction.replied) {
    if (interaction.ephemeral || !(await isDeleted(interaction))) {
      await interaction.editReply({ content });
      return;
    }
  }
  await interaction.followUp(message);
}

/** Delete a "thinking" message. @returns false if Discord does not, so that it has to be replaced */
async function isDeleted(interaction: ChatInputCommandInteraction): Promise<boolean> {
  try {
    await retryOnDisconnect(() => interaction.deleteReply());
    return true;
  } catch {
    return false;
  }
}
