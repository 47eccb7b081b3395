import { makeCard } from '../card/card.ts';
import type { CardRequest } from '../card/card.ts';
import { renderCard } from '../card/discord/render-card.ts';
import { languageOf } from '../languages/language.ts';
import { recommendForMember } from '../library/recommend-for-member.ts';
import type { Wish } from '../library/recommend-for-member.ts';
import type { BotServices } from './bot-services.ts';
import type { AnswerableInteraction } from './respond.ts';
import { showCard } from './show-card.ts';

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
    isFile: wish.kind === 'track' && wish.isFile === true,
  });
  await showCard(interaction, renderCard(card, cover?.name ?? null), cover, services);
}
