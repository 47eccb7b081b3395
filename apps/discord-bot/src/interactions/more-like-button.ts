import type { ButtonInteraction } from 'discord.js';
import type { BotServices } from './bot-services.ts';
import type { ButtonAction } from './custom-id.ts';
import { sendCard } from './send-card.ts';

/** **More like #n**: the same question with that match as the seed. */
export async function moreLikeButton(
  interaction: ButtonInteraction,
  { trackId, request }: Extract<ButtonAction, { kind: 'more' }>,
  services: BotServices,
): Promise<void> {
  await sendCard(interaction, { id: trackId }, request, services);
}
