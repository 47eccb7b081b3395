import { MessageFlags } from 'discord.js';
import type { ButtonInteraction, ChatInputCommandInteraction, Message } from 'discord.js';
import type { SeedChoice } from '@soundalike/catalog';
import { makeCard } from '../card/card.ts';
import type { CardRequest } from '../card/card.ts';
import { withButtonsDisabled } from '../card/discord/message-buttons.ts';
import { renderCard } from '../card/discord/render-card.ts';
import { retryOnDisconnect } from '../discord/retry-on-disconnect.ts';
import { recommendForMember } from '../library/recommend-for-member.ts';
import type { BotServices } from './bot-services.ts';
import { loggableError } from './describe-error.ts';

/**
 * Recommend songs, and answer an acknowledged interaction with the card. For a command it replaces "thinking";
 * for a button it is a new message, as private as the button's card, which stays for others.
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
    ? await retryOnDisconnect(() => interaction.editReply({ ...payload, flags: MessageFlags.IsComponentsV2 }))
    : await interaction.followUp({ ...payload, flags: flagsLike(interaction.message) });
  expireButtons(interaction, message, services);
}

/** A separate function, because a callback keeps its scope in memory, here for 15 minutes, and cover art is large. */
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
    // Most likely, somebody has deleted the message.
    logger.warn({ error: loggableError(error) }, 'buttons not disabled');
  }
}
