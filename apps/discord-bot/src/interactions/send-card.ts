import { MessageFlags } from 'discord.js';
import type { ButtonInteraction, ChatInputCommandInteraction, Message } from 'discord.js';
import type { SeedChoice } from '@soundalike/catalog';
import type { CardRequest } from '../card/card.ts';
import { renderCard } from '../card/discord/render-card.ts';
import { makeCard } from '../card/make-card.ts';
import { recommendForMember } from '../library/recommend-for-member.ts';
import type { BotServices } from './bot-services.ts';
import { despiteCutConnections } from './despite-cut-connections.ts';
import { withButtonsDisabled } from './disable-buttons.ts';
import { loggableError } from './loggable-error.ts';

/**
 * Recommends, and answers an acknowledged interaction with the card: in place of "thinking" for a command,
 * as a new message for a button, so that the card it belongs to stays for others. It is as private as the one before.
 * @param seed null: drawn at random
 */
export async function sendCard(
  interaction: ButtonInteraction | ChatInputCommandInteraction,
  seed: SeedChoice | null,
  request: CardRequest,
  services: BotServices,
): Promise<void> {
  const { library, preferences, coverOf, work } = services;
  const { recommendation, cover } = await work.run(async () => {
    const leftOut = await preferences.leftOutBy(interaction.user.id);
    const found = await library.use((store) => recommendForMember(store, seed, request, leftOut));
    return { recommendation: found, cover: await coverOf(found.seed, interaction.attachmentSizeLimit) };
  });
  const card = makeCard(recommendation, request, services.previewOf !== null);
  const payload = {
    components: renderCard(card, cover?.name ?? null),
    files: cover ? [{ attachment: cover.bytes, name: cover.name }] : [],
  };
  const message = interaction.isChatInputCommand()
    ? await despiteCutConnections(() => interaction.editReply({ ...payload, flags: MessageFlags.IsComponentsV2 }))
    : await interaction.followUp({ ...payload, flags: flagsLike(interaction.message) });
  expireButtons(interaction, message, services);
}

/** In a function of its own: what lies around a callback stays in memory as long as it does, here for a quarter of an hour, and cover art is large. */
function expireButtons(
  interaction: ButtonInteraction | ChatInputCommandInteraction,
  message: Message,
  services: BotServices,
): void {
  services.expiry.schedule(message.id, () => disableButtons(interaction, message, services));
}

function flagsLike(message: Message): number {
  return MessageFlags.IsComponentsV2 | (message.flags.has(MessageFlags.Ephemeral) ? MessageFlags.Ephemeral : 0);
}

async function disableButtons(
  interaction: ButtonInteraction | ChatInputCommandInteraction,
  message: Message,
  { logger }: BotServices,
): Promise<void> {
  try {
    await interaction.webhook.editMessage(message.id, {
      components: withButtonsDisabled(message),
      flags: MessageFlags.IsComponentsV2,
    });
  } catch (error) {
    // Most likely somebody deleted the message.
    logger.warn({ error: loggableError(error) }, 'buttons not disabled');
  }
}
