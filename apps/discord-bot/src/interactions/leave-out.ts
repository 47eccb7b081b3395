import { ComponentType, MessageFlags } from 'discord.js';
import type { APIMessageTopLevelComponent } from 'discord.js';
import { SoundalikeError } from '@soundalike/errors';
import { button, row } from '../card/discord/controls.ts';
import { retryOnDisconnect } from '../discord/retry-on-disconnect.ts';
import { languageOf, say } from '../languages/language.ts';
import { safeMarkdown } from '../text/display-text.ts';
import type { BotServices } from './bot-services.ts';
import type { ComponentInteraction } from './respond.ts';

/** **Not for me**: leaves that match out for this member from now on, and reports what is stored for it. */
export async function leaveOut(
  interaction: ComponentInteraction,
  trackId: string,
  services: BotServices,
): Promise<void> {
  const language = languageOf(interaction.locale);
  const title = await services.work.run(async () => {
    const found = await titleOf(interaction, trackId, services);
    await services.preferences.leaveOut(interaction.user.id, trackId);
    return found;
  });
  const content = `${say(language, 'answer.leftOut', { title })}\n-# ${say(language, 'answer.stored')}`;
  await show(interaction, content, [row([button(say(language, 'button.undo'), { kind: 'undo', trackId })])]);
}

/** **Undo**: recommends the song to this member again. */
export async function undoLeaveOut(
  interaction: ComponentInteraction,
  trackId: string,
  services: BotServices,
): Promise<void> {
  const title = await services.work.run(async () => {
    await services.preferences.takeBack(interaction.user.id, trackId);
    return titleOf(interaction, trackId, services);
  });
  await show(interaction, say(languageOf(interaction.locale), 'answer.undone', { title }), []);
}

async function titleOf(interaction: ComponentInteraction, trackId: string, { library }: BotServices): Promise<string> {
  const [track] = await library.use((store) => store.get([trackId]));
  if (!track) throw new SoundalikeError('TRACK_NOT_FOUND', `track ${trackId} is no longer in the library`);
  return safeMarkdown(track.title, 200) || say(languageOf(interaction.locale), 'card.untitled');
}

async function show(
  interaction: ComponentInteraction,
  content: string,
  controls: readonly APIMessageTopLevelComponent[],
): Promise<void> {
  await retryOnDisconnect(() =>
    interaction.editReply({
      components: [{ type: ComponentType.TextDisplay, content }, ...controls],
      flags: MessageFlags.IsComponentsV2,
    }),
  );
}
