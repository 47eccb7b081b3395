import { setTimeout } from 'node:timers/promises';
import { MessageFlags } from 'discord.js';
import type { Interaction } from 'discord.js';
import type { Logger } from '@soundalike/command-line';
import { COMMAND_NAMES, OPTIONS } from '../commands/definitions.ts';
import { InteractionLost, sendFirstResponse } from '../discord/first-response.ts';
import { languageOf, say } from '../languages/language.ts';
import type { BotServices } from './bot-services.ts';
import { friendlyError, loggableError } from './describe-error.ts';
import type { NotFoundKey } from './describe-error.ts';
import { pressButton, pressedAction } from './press-button.ts';
import { replyPrivately } from './respond.ts';
import type { AnswerableInteraction } from './respond.ts';
import { runSlashCommand } from './slash-commands.ts';
import { songAutocomplete } from './song-autocomplete.ts';

/** Time that a stopping bot leaves to another process, milliseconds; Discord waits 3 s. */
const GIVE_WAY_MS = 1000;

/** Pass an interaction to its handler. Never rejects: an error is reported to the member and logged. */
export async function routeInteraction(interaction: Interaction, services: BotServices): Promise<void> {
  try {
    if (interaction.isAutocomplete()) await songAutocomplete(interaction, services);
    else if (interaction.isChatInputCommand()) await answer(interaction, services, runSlashCommand);
    else if (interaction.isButton() || interaction.isStringSelectMenu())
      await answer(interaction, services, pressButton);
  } catch (error) {
    logUnanswered(error, services.logger);
  }
}

/** An interaction that another process answers, or that is too late, is no error of this one. */
function logUnanswered(error: unknown, logger: Logger): void {
  if (error instanceof InteractionLost) logger.info(`interaction not answered: ${error.message}`);
  else logger.error({ error: loggableError(error) }, 'interaction not answered');
}

/**
 * Refuse an interaction that arrives while the bot is stopping, unless another process of the same bot, which replaces
 * this one, has answered it after a moment. Never rejects.
 */
export async function refuseWhileStopping(interaction: Interaction, logger: Logger): Promise<void> {
  try {
    await setTimeout(GIVE_WAY_MS);
    if (interaction.isAutocomplete()) await sendFirstResponse(() => interaction.respond([]));
    else if (interaction.isRepliable()) {
      const content = say(languageOf(interaction.locale), 'answer.restarting');
      await sendFirstResponse(() => interaction.reply({ content, flags: MessageFlags.Ephemeral }));
    }
  } catch (error) {
    logUnanswered(error, logger);
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
    if (error instanceof InteractionLost) throw error;
    const { text, reference } = friendlyError(error, language, notFoundKey(interaction));
    services.logger[reference === null ? 'warn' : 'error'](
      { reference, error: loggableError(error) },
      'interaction failed',
    );
    await replyPrivately(interaction, text);
  }
}

const { recommend, blend, journey, station } = COMMAND_NAMES;
const WITH_COOLDOWN: readonly string[] = [recommend, blend, journey, station];

/** Requests for cards have a cooldown; what is done with a card, such as **Listen** or **Not for me**, has none. */
function hasCooldown(interaction: AnswerableInteraction): boolean {
  if (interaction.isChatInputCommand()) return WITH_COOLDOWN.includes(interaction.commandName);
  const kind = pressedAction(interaction)?.kind;
  return kind === 'another' || kind === 'more';
}

function notFoundKey(interaction: AnswerableInteraction): NotFoundKey {
  if (!interaction.isChatInputCommand()) return 'error.gone';
  return interaction.options.getString(OPTIONS.artist) === null ? 'error.song' : 'error.artist';
}
