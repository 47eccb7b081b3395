import type { AutocompleteInteraction } from 'discord.js';
import { findArtists } from '@soundalike/catalog';
import type { TrackStore } from '@soundalike/catalog';
import { OPTIONS } from '../commands/definitions.ts';
import { sendFirstResponse } from '../discord/first-response.ts';
import { languageOf, say } from '../languages/language.ts';
import type { Language } from '../languages/language.ts';
import { MAX_SUGGESTIONS, suggestAnySongs, suggestionName, suggestSongs } from '../library/suggest-songs.ts';
import { plainLabel } from '../text/display-text.ts';
import type { BotServices } from './bot-services.ts';
import { loggableError } from './describe-error.ts';

/** Tracks that a search for artists reads: more would take too long while somebody types. */
const MAX_READ = 1000;

/** Most characters of a suggestion's name and of its value. */
const MAX_LENGTH = 100;

interface Suggestion {
  readonly name: string;
  readonly value: string;
}

/**
 * Time after which Discord may not accept suggestions any more, milliseconds. It waits 3 s, which include the way of the
 * interaction to this process and of the suggestions back.
 */
const SENDABLE_MS = 2500;

/**
 * Suggest songs or artists for the typed text; for an empty box, recent and random ones.
 * After an error, or if the queue is long, there are none; if it is even too late for that, nothing is sent.
 */
export async function songAutocomplete(
  interaction: AutocompleteInteraction,
  { library, work, searchMs, sittings, logger }: BotServices,
): Promise<void> {
  const arrivedAt = performance.now();
  const { name, value } = interaction.options.getFocused(true);
  const typed = value.trim();
  const language = languageOf(interaction.locale);
  const recent = [...sittings.of(interaction.user.id)].reverse();
  const suggest = (store: TrackStore): Promise<Suggestion[]> =>
    name === OPTIONS.artist ? artistsFor(store, typed, recent) : songsFor(store, typed, recent, language);
  let suggestions: readonly Suggestion[] = [];
  try {
    suggestions = (await work.runFresh(interaction.user.id, searchMs, () => library.use(suggest, searchMs))) ?? [];
  } catch (error) {
    logger.warn({ error: loggableError(error) }, 'no suggestions');
  }
  if (performance.now() - arrivedAt > SENDABLE_MS) {
    logger.warn('suggestions dropped, because they would come too late for Discord');
    return;
  }
  await sendFirstResponse(() => interaction.respond([...suggestions]));
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
      : (await findArtists(store, typed, MAX_READ)).map((artist) => artist.name);
  return [...new Set(names)]
    .map((value) => ({ name: plainLabel(value, MAX_LENGTH), value }))
    .filter(({ name, value }) => name !== '' && value.length <= MAX_LENGTH)
    .slice(0, MAX_SUGGESTIONS);
}
