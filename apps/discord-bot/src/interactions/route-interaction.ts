import { MessageFlags } from 'discord.js';
import type { ButtonInteraction, ChatInputCommandInteraction, Interaction } from 'discord.js';
import type { Logger } from '@soundalike/command-line';
import { actionOf } from '../card/discord/custom-id.ts';
import { COMMAND_NAMES } from '../commands/definitions.ts';
import type { BotServices } from './bot-services.ts';
import { friendlyError, loggableError } from './describe-error.ts';
import { pressButton } from './press-button.ts';
import { replyPrivately } from './respond.ts';
import { runSlashCommand } from './slash-commands.ts';
import { songAutocomplete } from './song-autocomplete.ts';

/** Pass an interaction to its handler. Never rejects: an error is reported to the member and logged. */
export async function routeInteraction(interaction: Interaction, services: BotServices): Promise<void> {
  try {
    if (interaction.isAutocomplete()) await songAutocomplete(interaction, services);
    else if (interaction.isChatInputCommand()) await answer(interaction, services, runSlashCommand);
    else if (interaction.isButton()) await answer(interaction, services, pressButton);
  } catch (error) {
    services.logger.error({ error: loggableError(error) }, 'interaction not answered');
  }
}

/** Answer an interaction that arrives while the bot is stopping. Never rejects. */
export async function refuseWhileStopping(interaction: Interaction, logger: Logger): Promise<void> {
  try {
    if (interaction.isAutocomplete()) await interaction.respond([]);
    else if (interaction.isRepliable()) {
      await interaction.reply({
        content: 'I am just restarting. Please try again in a minute.',
        flags: MessageFlags.Ephemeral,
      });
    }
  } catch (error) {
    logger.warn({ error: loggableError(error) }, 'interaction not answered');
  }
}

async function answer<Kind extends ButtonInteraction | ChatInputCommandInteraction>(
  interaction: Kind,
  services: BotServices,
  handle: (interaction: Kind, services: BotServices) => Promise<void>,
): Promise<void> {
  const wait = hasCooldown(interaction) ? services.cooldown.take(interaction.user.id) : 0;
  if (wait > 0) {
    await replyPrivately(interaction, `One moment: you can ask again in ${Math.ceil(wait / 1000)} s.`);
    return;
  }
  try {
    await handle(interaction, services);
  } catch (error) {
    const { text, reference } = friendlyError(error);
    services.logger[reference === null ? 'warn' : 'error'](
      { reference, error: loggableError(error) },
      'interaction failed',
    );
    await replyPrivately(interaction, text);
  }
}

/** Requests for songs have a cooldown; **Not for me** and `/recommend-reset` have none. */
function hasCooldown(interaction: ButtonInteraction | ChatInputCommandInteraction): boolean {
  if (interaction.isChatInputCommand()) return interaction.commandName === COMMAND_NAMES.recommend;
  return actionOf(interaction.customId)?.kind !== 'leave-out';
}
