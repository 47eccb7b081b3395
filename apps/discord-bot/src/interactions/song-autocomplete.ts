import type { AutocompleteInteraction } from 'discord.js';
import type { Track } from '@soundalike/catalog';
import { durationText } from '../card/wording.ts';
import { sendFirstResponse } from '../discord/first-response.ts';
import { plainLabel } from '../text/display-text.ts';
import type { BotServices } from './bot-services.ts';
import { loggableError } from './describe-error.ts';

const MAX_CHOICES = 25;
const MAX_NAME_LENGTH = 100;

/**
 * Time after which Discord may not accept suggestions any more, milliseconds. It waits 3 s, which include the way of the
 * interaction to this process and of the suggestions back.
 */
const SENDABLE_MS = 2500;

/**
 * Suggest songs whose title, artist or album begins with the typed text.
 * After an error, or if the queue is long, there are none; if it is even too late for that, nothing is sent.
 */
export async function songAutocomplete(
  interaction: AutocompleteInteraction,
  { library, work, searchMs, logger }: BotServices,
): Promise<void> {
  const arrivedAt = performance.now();
  const typed = interaction.options.getFocused();
  let tracks: readonly Track[] = [];
  try {
    tracks =
      (await work.runFresh(interaction.user.id, searchMs, () =>
        library.use((store) => store.search(typed, MAX_CHOICES), searchMs),
      )) ?? [];
  } catch (error) {
    logger.warn({ error: loggableError(error) }, 'no suggestions');
  }
  if (performance.now() - arrivedAt > SENDABLE_MS) {
    logger.warn('suggestions dropped, because they would come too late for Discord');
    return;
  }
  await sendFirstResponse(() =>
    interaction.respond(tracks.map((track) => ({ name: choiceName(track), value: track.id }))),
  );
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
