import type { ButtonInteraction } from 'discord.js';
import type { BotServices } from './bot-services.ts';
import type { ButtonAction } from './custom-id.ts';
import { sendCard } from './send-card.ts';

/** **Another**: the same question with a new random seed. */
export async function anotherButton(
  interaction: ButtonInteraction,
  { request }: Extract<ButtonAction, { kind: 'another' }>,
  services: BotServices,
): Promise<void> {
  await sendCard(interaction, null, request, services);
}
