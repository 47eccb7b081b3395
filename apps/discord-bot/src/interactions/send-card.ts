import { MessageFlags } from 'discord.js';
import type { Message } from 'discord.js';
import { makeCard } from '../card/card.ts';
import type { CardRequest } from '../card/card.ts';
import { withAllDisabled } from '../card/discord/message-actions.ts';
import { renderCard } from '../card/discord/render-card.ts';
import { retryOnDisconnect } from '../discord/retry-on-disconnect.ts';
import { languageOf } from '../languages/language.ts';
import { recommendForMember } from '../library/recommend-for-member.ts';
import type { Wish } from '../library/recommend-for-member.ts';
import type { BotServices } from './bot-services.ts';
import { loggableError } from './describe-error.ts';
import type { AnswerableInteraction } from './respond.ts';

/**
 * Recommend songs, and answer an acknowledged interaction with the card: it replaces "thinking", or the card whose
 * button was pressed if that was acknowledged as an update.
 */
export async function sendCard(
  interaction: AnswerableInteraction,
  wish: Wish,
  request: CardRequest,
  services: BotServices,
): Promise<void> {
  const { library, preferences, sittings, coverOf, work } = services;
  const userId = interaction.user.id;
  const { recommendation, cover } = await work.run(async () => {
    const leftOut = await preferences.leftOutBy(userId);
    const found = await library.use((store) =>
      recommendForMember(store, wish, request, { leftOut, seen: sittings.of(userId) }),
    );
    const cover = 'seed' in found ? await coverOf(found.seed, interaction.attachmentSizeLimit) : null;
    return { recommendation: found, cover };
  });
  if ('seed' in recommendation) sittings.add(userId, recommendation.seed.id);
  const card = makeCard(recommendation, {
    request,
    canListen: services.previewOf !== null,
    language: languageOf(interaction.locale),
  });
  const message = await retryOnDisconnect(() =>
    interaction.editReply({
      components: renderCard(card, cover?.name ?? null),
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
