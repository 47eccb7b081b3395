import { MessageFlags } from 'discord.js';
import type { Interaction } from 'discord.js';
import type { Logger } from '@soundalike/command-line';
import { COMMAND_NAMES, OPTIONS } from '../commands/definitions.ts';
import { languageOf, say } from '../languages/language.ts';
import type { BotServices } from './bot-services.ts';
import { friendlyError, loggableError } from './describe-error.ts';
import type { NotFoundKey } from './describe-error.ts';
import { pressButton, pressedAction } from './press-button.ts';
import { replyPrivately } from './respond.ts';
import type { AnswerableInteraction } from './respond.ts';
import { runSlashCommand } from './slash-commands.ts';
import { songAutocomplete } from './song-autocomplete.ts';

/** Pass an interaction to its handler. Never rejects: an error is reported to the member and logged. */
export async function routeInteraction(interaction: Interaction, services: BotServices): Promise<void> {
  try {
    if (interaction.isAutocomplete()) await songAutocomplete(interaction, services);
    else if (interaction.isChatInputCommand()) await answer(interaction, services, runSlashCommand);
    else if (interaction.isButton() || interaction.isStringSelectMenu())
      await answer(interaction, services, pressButton);
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
        content: say(languageOf(interaction.locale), 'answer.restarting'),
        flags: MessageFlags.Ephemeral,
      });
    }
  } catch (error) {
    logger.warn({ error: loggableError(error) }, 'interaction not answered');
  }
}

async function answer<Kind extends AnswerableInteraction>(
  interaction: Kind,
  services: BotServices,
  handle: (interaction: Kind, services: BotServices) => Promise<void>,
): Promise<void> {
  const language = languageOf(interaction.locale);
  const wait = hasCooldown(interaction) ? services.cooldown.take(interaction.user.id) : 0;
  if (wait > 0) {
    await replyPrivately(interaction, say(language, 'answer.wait', { seconds: Math.ceil(wait / 1000) }));
    return;
  }
  try {
    await handle(interaction, services);
  } catch (error) {
    const { text, reference } = friendlyError(error, language, notFoundKey(interaction));
    services.logger[reference === null ? 'warn' : 'error'](
      { reference, error: loggableError(error) },
      'interaction failed',
    );
    await replyPrivately(interaction, text);
  }
}

/** Requests for cards have a cooldown; what is done with a card, such as **Listen** or **Not for me**, has none. */
function hasCooldown(interaction: AnswerableInteraction): boolean {
  if (interaction.isChatInputCommand()) return interaction.commandName === COMMAND_NAMES.recommend;
  const kind = pressedAction(interaction)?.kind;
  return kind === 'another' || kind === 'more';
}

function notFoundKey(interaction: AnswerableInteraction): NotFoundKey {
  if (!interaction.isChatInputCommand()) return 'error.gone';
  return interaction.options.getString(OPTIONS.artist) === null ? 'error.song' : 'error.artist';
}
