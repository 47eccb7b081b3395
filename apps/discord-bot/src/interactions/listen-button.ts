import { MessageFlags } from 'discord.js';
import type { ButtonInteraction } from 'discord.js';
import type { Track } from '@soundalike/catalog';
import { buttonActions } from '../card/discord/message-buttons.ts';
import { safeMarkdown } from '../text/display-text.ts';
import type { BotServices } from './bot-services.ts';

/** Files that a message takes. */
const MAX_PREVIEWS = 10;

/**
 * Members who may wait for previews at the same time. Previews are cut one after another, in about two seconds each,
 * and Discord takes an answer for 15 minutes.
 */
const MAX_LISTENING = 10;

/** **Listen**: send short previews of the seed and its matches in a separate message, as private as the card. */
export async function sendPreviews(
  interaction: ButtonInteraction,
  seedId: string,
  services: BotServices,
): Promise<void> {
  const { previewOf, listening } = services;
  const { id } = interaction.user;
  if (previewOf === null) {
    await interaction.followUp({ content: 'Previews have been switched off here.', flags: MessageFlags.Ephemeral });
  } else if (listening.has(id) || listening.size === MAX_LISTENING) {
    const content = listening.has(id)
      ? 'I am still cutting the previews that you asked for before.'
      : 'Too many members are waiting for previews. Please try again in a minute.';
    await interaction.followUp({ content, flags: MessageFlags.Ephemeral });
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
  interaction: ButtonInteraction,
  seedId: string,
  previewOf: (track: Track) => Promise<Buffer | null>,
  { library }: BotServices,
): Promise<void> {
  const flags = interaction.message.flags.has(MessageFlags.Ephemeral) ? ([MessageFlags.Ephemeral] as const) : [];
  const matchIds = buttonActions(interaction.message).flatMap((action) =>
    action.kind === 'more' ? [action.trackId] : [],
  );
  const ids = [seedId, ...matchIds];
  const tracks = new Map((await library.use((store) => store.get(ids))).map((track) => [track.id, track]));
  const waiting = await interaction.followUp({ content: 'Cutting previews …', flags });
  const lines: string[] = [];
  const files: { readonly attachment: Buffer; readonly name: string }[] = [];
  for (const [rank, id] of ids.entries()) {
    const track = tracks.get(id);
    const fits = files.length < MAX_PREVIEWS;
    const bytes = track && fits ? await previewOf(track) : null;
    lines.push(`${rank === 0 ? 'the song' : `#${rank}`}: ${lineOf(track, fits, bytes)}`);
    if (bytes) files.push({ attachment: bytes, name: rank === 0 ? 'song.mp3' : `match-${rank}.mp3` });
  }
  await interaction.webhook.editMessage(waiting.id, { content: lines.join('\n'), files });
}

function lineOf(track: Track | undefined, fits: boolean, bytes: Buffer | null): string {
  if (track === undefined) return 'no longer in the library';
  const name = `**${safeMarkdown(track.title, 100) || '(untitled)'}**`;
  if (!fits) return `${name} (Discord takes ten files in a message)`;
  return bytes ? name : `${name} (its file cannot be played now)`;
}
