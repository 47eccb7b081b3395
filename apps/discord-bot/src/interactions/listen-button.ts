import type { Track } from '@soundalike/catalog';
import { matchIdsOf } from '../card/discord/message-actions.ts';
import { retryOnDisconnect } from '../discord/retry-on-disconnect.ts';
import { languageOf, say } from '../languages/language.ts';
import type { Language } from '../languages/language.ts';
import { safeMarkdown } from '../text/display-text.ts';
import type { BotServices } from './bot-services.ts';
import { replyPrivately } from './respond.ts';
import type { ComponentInteraction } from './respond.ts';

/** Files that a message takes. */
const MAX_PREVIEWS = 10;

/**
 * Members who may wait for previews at the same time. Previews are cut one after another, in about two seconds each,
 * and Discord takes an answer for 15 minutes.
 */
const MAX_LISTENING = 10;

/** **Listen**: send short previews of the seed and its matches in a separate message, as private as the card. */
export async function sendPreviews(
  interaction: ComponentInteraction,
  seedId: string,
  services: BotServices,
): Promise<void> {
  const { previewOf, listening } = services;
  const { id } = interaction.user;
  const language = languageOf(interaction.locale);
  if (previewOf === null) {
    await replyPrivately(interaction, say(language, 'listen.off'));
  } else if (listening.has(id) || listening.size === MAX_LISTENING) {
    await replyPrivately(interaction, say(language, listening.has(id) ? 'listen.waiting' : 'listen.busy'));
  } else {
    listening.add(id);
    try {
      await cutAndSend(interaction, seedId, previewOf, services);
    } finally {
      listening.delete(id);
    }
  }
}

async function cutAndSend(
  interaction: ComponentInteraction,
  seedId: string,
  previewOf: (track: Track) => Promise<Buffer | null>,
  { library }: BotServices,
): Promise<void> {
  const language = languageOf(interaction.locale);
  const ids = [seedId, ...matchIdsOf(interaction.message)];
  const tracks = new Map(
    (await library.use((store) => store.get(ids.filter((id) => id !== null)))).map((track) => [track.id, track]),
  );
  await retryOnDisconnect(() => interaction.editReply({ content: say(language, 'listen.cutting') }));
  const lines: string[] = [];
  const files: { readonly attachment: Buffer; readonly name: string }[] = [];
  for (const [rank, id] of ids.entries()) {
    const track = tracks.get(id ?? '');
    const fits = files.length < MAX_PREVIEWS;
    const bytes = track && fits ? await previewOf(track) : null;
    lines.push(`${rank === 0 ? say(language, 'listen.song') : `#${rank}`}: ${lineOf(track, fits, bytes, language)}`);
    if (bytes) files.push({ attachment: bytes, name: rank === 0 ? 'song.mp3' : `match-${rank}.mp3` });
  }
  await retryOnDisconnect(() => interaction.editReply({ content: lines.join('\n'), files, attachments: [] }));
}

function lineOf(track: Track | undefined, fits: boolean, bytes: Buffer | null, language: Language): string {
  if (track === undefined) return say(language, 'listen.gone');
  const song = `**${safeMarkdown(track.title, 100) || say(language, 'card.untitled')}**`;
  if (!fits) return say(language, 'listen.tooMany', { song });
  return bytes ? song : say(language, 'listen.unplayable', { song });
}
