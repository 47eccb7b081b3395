import type { AutocompleteInteraction } from 'discord.js';
import type { Track } from '@soundalike/catalog';
import { durationText } from '../card/wording.ts';
import { plainLabel } from '../text/display-text.ts';
import type { BotServices } from './bot-services.ts';
import { loggableError } from './describe-error.ts';

const MAX_CHOICES = 25;
const MAX_NAME_LENGTH = 100;

/**
 * Suggest songs whose title, artist or album begins with the typed text.
 * After an error, or if the queue is so long that suggestions would come too late, there are none.
 */
export async function songAutocomplete(
  interaction: AutocompleteInteraction,
  { library, work, searchMs, logger }: BotServices,
): Promise<void> {
  const typed = interaction.options.getFocused();
  let tracks: readonly Track[] = [];
  try {
    tracks =
      (await work.runWithin(searchMs, () => library.use((store) => store.search(typed, MAX_CHOICES), searchMs))) ?? [];
  } catch (error) {
    logger.warn({ error: loggableError(error) }, 'no suggestions');
  }
  await interaction.respond(tracks.map((track) => ({ name: choiceName(track), value: track.id })));
}

/** `Title — Artist · 3:05`: the duration distinguishes songs of the same name, and is never cut off. */
function choiceName({ title, artist, durationSeconds }: Track): string {
  const tail = ` · ${durationText(durationSeconds)}`;
  const byline = [title, artist ?? '']
    .map((text) => plainLabel(text, MAX_NAME_LENGTH))
    .filter(Boolean)
    .join(' — ');
  return plainLabel(byline || '(untitled)', MAX_NAME_LENGTH - tail.length) + tail;
}
