import type { AutocompleteInteraction } from 'discord.js';
import { findArtists } from '@soundalike/catalog';
import type { TrackStore } from '@soundalike/catalog';
import { OPTIONS } from '../commands/definitions.ts';
import { languageOf, say } from '../languages/language.ts';
import type { Language } from '../languages/language.ts';
import { MAX_SUGGESTIONS, suggestAnySongs, suggestionName, suggestSongs } from '../library/suggest-songs.ts';
import { plainLabel } from '../text/display-text.ts';
import type { BotServices } from './bot-services.ts';
import { loggableError } from './describe-error.ts';

/** Most characters of a suggestion's name and of its value. */
const MAX_LENGTH = 100;

interface Suggestion {
  readonly name: string;
  readonly value: string;
}

/**
 * Suggest songs or artists for the typed text; for an empty box, recent and random ones.
 * After an error, or if the queue is so long that suggestions would come too late, there are none.
 */
export async function songAutocomplete(
  interaction: AutocompleteInteraction,
  { library, work, searchMs, sittings, logger }: BotServices,
): Promise<void> {
  const { name, value } = interaction.options.getFocused(true);
  const typed = value.trim();
  const language = languageOf(interaction.locale);
  const recent = [...sittings.of(interaction.user.id)].reverse();
  const suggest = (store: TrackStore): Promise<Suggestion[]> =>
    name === OPTIONS.artist ? artistsFor(store, typed, recent) : songsFor(store, typed, recent, language);
  let suggestions: readonly Suggestion[] = [];
  try {
    suggestions = (await work.runWithin(searchMs, () => library.use(suggest, searchMs))) ?? [];
  } catch (error) {
    logger.warn({ error: loggableError(error) }, 'no suggestions');
  }
  await interaction.respond([...suggestions]);
}

async function songsFor(
  store: TrackStore,
  typed: string,
  recent: readonly string[],
  language: Language,
): Promise<Suggestion[]> {
  const tracks = typed === '' ? await suggestAnySongs(store, recent) : await suggestSongs(store, typed);
  const untitled = say(language, 'card.untitled');
  return tracks.map((track) => ({ name: suggestionName(track, untitled), value: track.id }));
}

/** Artists have no id: the value is the name, so one that is longer than a value can be is not suggested. */
async function artistsFor(store: TrackStore, typed: string, recent: readonly string[]): Promise<Suggestion[]> {
  const names =
    typed === ''
      ? (await suggestAnySongs(store, recent)).flatMap(({ artist }) => artist ?? [])
      : (await findArtists(store, typed)).map((artist) => artist.name);
  return [...new Set(names)]
    .map((value) => ({ name: plainLabel(value, MAX_LENGTH), value }))
    .filter(({ name, value }) => name !== '' && value.length <= MAX_LENGTH)
    .slice(0, MAX_SUGGESTIONS);
}
