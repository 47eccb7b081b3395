import { DiscordAPIError, MessageFlags, RESTJSONErrorCodes } from 'discord.js';
import type { ButtonInteraction, ChatInputCommandInteraction } from 'discord.js';
import { despiteCutConnections } from './despite-cut-connections.ts';

/** Tells Discord that a command was heard: the member sees "thinking" until the answer comes. @param isPrivate whether only they see it */
export async function acknowledgeCommand(interaction: ChatInputCommandInteraction, isPrivate: boolean): Promise<void> {
  await acceptRepeat(interaction, () => interaction.deferReply(isPrivate ? { flags: MessageFlags.Ephemeral } : {}));
  interaction.ephemeral = isPrivate;
}

/** Tells Discord that a button was heard; the message stays as it is, and what follows are messages of their own. */
export async function acknowledgeButton(interaction: ButtonInteraction): Promise<void> {
  await acceptRepeat(interaction, () => interaction.deferUpdate());
}

/** A repeat after a lost response is told that the interaction is acknowledged already: then it is. */
async function acceptRepeat(
  interaction: ButtonInteraction | ChatInputCommandInteraction,
  acknowledge: () => Promise<unknown>,
): Promise<void> {
  try {
    await despiteCutConnections(acknowledge);
  } catch (error) {
    if (!(error instanceof DiscordAPIError) || error.code !== RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged)
      throw error;
    interaction.deferred = true;
  }
}
