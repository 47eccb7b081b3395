import type { ChatInputCommandInteraction } from 'discord.js';
import { journey, station } from '@soundalike/catalog';
import type { Playlist, TrackStore } from '@soundalike/catalog';
import { makePlaylistCard } from '../card/playlist-card.ts';
import type { PlaylistKind } from '../card/playlist-card.ts';
import { renderPlaylistCard } from '../card/discord/render-playlist-card.ts';
import { OPTIONS } from '../commands/definitions.ts';
import { languageOf, say } from '../languages/language.ts';
import { findSong } from '../library/suggest-songs.ts';
import type { BotServices } from './bot-services.ts';
import { acknowledgeWithMessage, replyPrivately } from './respond.ts';
import { showCard } from './show-card.ts';

/** Tracks of a playlist by default. */
const DEFAULT_LENGTH = { journey: 12, station: 20 };

/** `/journey`: a way from one song to another. */
export async function sendJourney(interaction: ChatInputCommandInteraction, services: BotServices): Promise<void> {
  const [from, to] = [OPTIONS.from, OPTIONS.to].map((name) => interaction.options.getString(name, true).trim());
  await answerWithPlaylist(interaction, services, 'journey', async (store, length, exclude) => {
    const [first, last] = await Promise.all([findSong(store, from!), findSong(store, to!)]);
    if (first.id === last.id) return null;
    return { of: { kind: 'journey' }, playlist: await journey(store, first, last, { length, exclude }) };
  });
}

/** `/station`: a playlist around a song. */
export async function sendStation(interaction: ChatInputCommandInteraction, services: BotServices): Promise<void> {
  const song = interaction.options.getString(OPTIONS.song, true).trim();
  await answerWithPlaylist(interaction, services, 'station', async (store, length, exclude) => {
    const track = await findSong(store, song);
    const playlist = await station(store, { like: [{ track }] }, { length, exclude });
    return { of: { kind: 'station', id: track.id, title: track.title }, playlist };
  });
}

/** @param make returns null for a journey from a song to itself */
async function answerWithPlaylist(
  interaction: ChatInputCommandInteraction,
  services: BotServices,
  kind: PlaylistKind['kind'],
  make: (
    store: TrackStore,
    length: number,
    exclude: readonly string[],
  ) => Promise<{ readonly of: PlaylistKind; readonly playlist: Playlist } | null>,
): Promise<void> {
  const { options, user, locale } = interaction;
  const { library, preferences, sittings, work } = services;
  const language = languageOf(locale);
  const wanted = options.getInteger(OPTIONS.length) ?? DEFAULT_LENGTH[kind];
  await work.acknowledge(() => acknowledgeWithMessage(interaction, options.getBoolean(OPTIONS.private) ?? false));
  const card = await work.run(async () => {
    const leftOut = await preferences.leftOutBy(user.id);
    return library.use(async (store) => {
      const made = await make(store, wanted, leftOut);
      const sample = await store.readPairSimilarities();
      return made && makePlaylistCard(made.playlist, sample, { of: made.of, wanted, language });
    });
  });
  if (card === null) {
    await replyPrivately(interaction, say(language, 'answer.sameSong'));
    return;
  }
  const starts = card.of.kind === 'station' ? [card.of.id] : [card.tracks[0]!.id, card.tracks.at(-1)!.id];
  for (const id of starts) sittings.add(user.id, id);
  await showCard(interaction, renderPlaylistCard(card), null, services);
}
