import { MessageFlags } from 'discord.js';
import type { ButtonInteraction } from 'discord.js';
import { safeMarkdown } from '../text/safe-markdown.ts';
import type { BotServices } from './bot-services.ts';
import { cardButtons } from './card-buttons.ts';
import type { ButtonAction } from './custom-id.ts';

/** Files that a message takes. */
const MAX_PREVIEWS = 10;

/** **Listen**: short previews of the seed and its matches, in a message of their own, as private as the card. */
export async function listenButton(
  interaction: ButtonInteraction,
  { trackId }: Extract<ButtonAction, { kind: 'listen' }>,
  { library, previewOf, work }: BotServices,
): Promise<void> {
  const flags = interaction.message.flags.has(MessageFlags.Ephemeral) ? ([MessageFlags.Ephemeral] as const) : [];
  if (previewOf === null) {
    await interaction.followUp({ content: 'Previews have been switched off here.', flags: MessageFlags.Ephemeral });
    return;
  }
  const matchIds = cardButtons(interaction.message).flatMap((action) => (action.kind === 'more' ? [action.trackId] : []));
  const tracks = await library.use((store) => store.get([trackId, ...matchIds].slice(0, MAX_PREVIEWS)));
  const waiting = await interaction.followUp({ content: 'Cutting previews …', flags });
  const lines: string[] = [];
  const files: { readonly attachment: Buffer; readonly name: string }[] = [];
  for (const [index, track] of tracks.entries()) {
    const bytes = await work.run(() => previewOf(track));
    const label = track.id === trackId ? 'the song' : `#${index}`;
    lines.push(`${label}: **${safeMarkdown(track.title, 100) || '(untitled)'}**${bytes ? '' : ' (its file cannot be heard now)'}`);
    if (bytes) files.push({ attachment: bytes, name: track.id === trackId ? 'song.mp3' : `match-${index}.mp3` });
  }
  await interaction.webhook.editMessage(waiting.id, { content: lines.join('\n'), files });
}
