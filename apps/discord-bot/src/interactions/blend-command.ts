import type { ChatInputCommandInteraction } from 'discord.js';
import { findMatches } from '@soundalike/catalog';
import { makeBlendCard } from '../card/card.ts';
import { renderCard } from '../card/discord/render-card.ts';
import { DEFAULT_COUNT, OPTIONS } from '../commands/definitions.ts';
import { languageOf, say } from '../languages/language.ts';
import { findSong } from '../library/suggest-songs.ts';
import type { BotServices } from './bot-services.ts';
import { acknowledgeWithMessage, replyPrivately } from './respond.ts';
import { showCard } from './show-card.ts';

/** `/blend`: songs that are like up to three songs at once, and away from another. */
export async function blend(interaction: ChatInputCommandInteraction, services: BotServices): Promise<void> {
  const { options, user } = interaction;
  const { library, preferences, sittings, work } = services;
  const typed = (name: string): string[] => [options.getString(name)?.trim() ?? ''].filter((text) => text !== '');
  const wanted = [OPTIONS.song, OPTIONS.song2, OPTIONS.song3].flatMap(typed);
  const unwanted = typed(OPTIONS.unlike);
  const request = {
    count: options.getInteger(OPTIONS.count) ?? DEFAULT_COUNT,
    otherArtists: options.getBoolean(OPTIONS.otherArtists) ?? false,
  };
  const isPrivate = options.getBoolean(OPTIONS.private) ?? false;
  await work.acknowledge(() => acknowledgeWithMessage(interaction, isPrivate));
  const answer = await work.run(async () => {
    const exclude = await preferences.leftOutBy(user.id);
    return library.use(async (store) => {
      const found = await Promise.all(wanted.map((text) => findSong(store, text)));
      const songs = [...new Map(found.map((track) => [track.id, track])).values()];
      const [unlike = null] = await Promise.all(unwanted.map((text) => findSong(store, text)));
      if (songs.some(({ id }) => id === unlike?.id)) return null;
      const matches = await findMatches(
        store,
        { like: songs.map((track) => ({ track })), unlike: unlike === null ? [] : [{ track: unlike }] },
        { ...request, exclude },
      );
      return { songs, unlike, matches };
    });
  });
  if (answer === null) {
    await replyPrivately(interaction, say(languageOf(interaction.locale), 'answer.likeAndUnlike'));
    return;
  }
  for (const { id } of answer.songs) sittings.add(user.id, id);
  const view = { request, canListen: false, language: languageOf(interaction.locale) };
  await showCard(interaction, renderCard(makeBlendCard(answer, view), null), null, services);
}
