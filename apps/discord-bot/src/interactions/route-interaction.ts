import type { ButtonInteraction, ChatInputCommandInteraction, Interaction } from 'discord.js';
import { COMMAND_NAMES } from '../commands/definitions.ts';
import type { BotServices } from './bot-services.ts';
import { actionOf } from './custom-id.ts';
import { friendlyError } from './friendly-error.ts';
import { loggableError } from './loggable-error.ts';
import { pressButton } from './press-button.ts';
import { recommendCommand } from './recommend-command.ts';
import { resetCommand } from './reset-command.ts';
import { sayPrivately } from './say-privately.ts';
import { songAutocomplete } from './song-autocomplete.ts';

/** Hands an interaction to what answers it. Never rejects: an error is told to the member, and logged. */
export async function routeInteraction(interaction: Interaction, services: BotServices): Promise<void> {
  try {
    if (interaction.isAutocomplete()) await songAutocomplete(interaction, services);
    else if (interaction.isChatInputCommand()) await answer(interaction, services, runCommand);
    else if (interaction.isButton()) await answer(interaction, services, pressButton);
  } catch (error) {
    services.logger.error({ error: loggableError(error) }, 'interaction not answered');
  }
}

async function runCommand(interaction: ChatInputCommandInteraction, services: BotServices): Promise<void> {
  await (interaction.commandName === COMMAND_NAMES.reset
    ? resetCommand(interaction, services)
    : recommendCommand(interaction, services));
}

async function answer<Kind extends ButtonInteraction | ChatInputCommandInteraction>(
  interaction: Kind,
  services: BotServices,
  act: (interaction: Kind, services: BotServices) => Promise<void>,
): Promise<void> {
  const wait = asksForSongs(interaction) ? services.cooldown.take(interaction.user.id) : 0;
  if (wait > 0) {
    await sayPrivately(interaction, `One moment: you can ask again in ${Math.ceil(wait / 1000)} s.`);
    return;
  }
  try {
    await act(interaction, services);
  } catch (error) {
    const { text, reference } = friendlyError(error);
    services.logger[reference === null ? 'warn' : 'error'](
      { reference, error: loggableError(error) },
      'interaction failed',
    );
    await sayPrivately(interaction, text);
  }
}

/** Whether a member must pace this interaction; what they say about themselves they may say at any time. */
function asksForSongs(interaction: ButtonInteraction | ChatInputCommandInteraction): boolean {
  if (interaction.isChatInputCommand()) return interaction.commandName === COMMAND_NAMES.recommend;
  return actionOf(interaction.customId)?.kind !== 'leave-out';
}
