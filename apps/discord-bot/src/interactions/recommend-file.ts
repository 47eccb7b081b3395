import type { Attachment, ChatInputCommandInteraction } from 'discord.js';
import { findMatches, findRecording } from '@soundalike/catalog';
import { isAudioName } from '@soundalike/dataset';
import { clipId } from '@soundalike/model-builder';
import { makeClipCard } from '../card/card.ts';
import type { CardRequest } from '../card/card.ts';
import { renderCard } from '../card/discord/render-card.ts';
import { clipProblem, MAX_CLIP_BYTES, tooMuchText } from '../clips/clip-problem.ts';
import { languageOf, say } from '../languages/language.ts';
import type { BotServices } from './bot-services.ts';
import { loggableError } from './describe-error.ts';
import { acknowledgeWithMessage, replyPrivately } from './respond.ts';
import { sendCard } from './send-card.ts';
import { showCard } from './show-card.ts';

/** Members whose files may be under way at the same time: they are heard one after another. */
const MAX_HEARING = 5;

/** `/recommend file`: songs that sound like an audio file, which is deleted at once. */
export async function recommendFile(
  interaction: ChatInputCommandInteraction,
  file: Attachment,
  request: CardRequest,
  isPrivate: boolean,
  services: BotServices,
): Promise<void> {
  const { hearing, work } = services;
  const { user } = interaction;
  const language = languageOf(interaction.locale);
  const refusal = refusalOf(file, user.id, services, language);
  if (refusal !== null) {
    await replyPrivately(interaction, refusal);
    return;
  }
  hearing.add(user.id);
  try {
    await work.acknowledge(() => acknowledgeWithMessage(interaction, isPrivate));
    await hearAndAnswer(interaction, file, request, services);
  } catch (error) {
    const isStopping = services.interruption.signal.aborted;
    const problem = isStopping ? say(language, 'answer.restarting') : clipProblem(error, language);
    if (problem === null) throw error;
    services.logger.warn({ error: loggableError(error) }, 'file not heard');
    await replyPrivately(interaction, problem);
  } finally {
    hearing.delete(user.id);
  }
}

function refusalOf(
  { name, contentType, size }: Attachment,
  userId: string,
  { hearing }: BotServices,
  language: ReturnType<typeof languageOf>,
): string | null {
  // Discord states no type, or a general one such as application/octet-stream, for rarer formats.
  const isAudio =
    contentType === null || contentType.startsWith('application/')
      ? isAudioName(name)
      : contentType.startsWith('audio/');
  if (!isAudio) return say(language, 'clip.notAudio');
  if (size > MAX_CLIP_BYTES) return tooMuchText(language);
  if (hearing.has(userId)) return say(language, 'clip.waiting');
  return hearing.size >= MAX_HEARING ? say(language, 'clip.busy') : null;
}

async function hearAndAnswer(
  interaction: ChatInputCommandInteraction,
  file: Attachment,
  request: CardRequest,
  services: BotServices,
): Promise<void> {
  const { library, preferences, work, withClip, embedClip } = services;
  const heard = await withClip(file, async (path) => {
    const id = await clipId(path);
    const { stored, spaceId } = await library.use(async (store) => {
      const [track = null] = await store.get([id]);
      return { stored: track, spaceId: store.space.id };
    });
    return stored === null ? { id, clip: await embedClip(path, spaceId) } : stored;
  });
  const recording =
    'clip' in heard
      ? await library.use((store) => findRecording(store, { id: heard.id, embedding: heard.clip.embedding }))
      : heard;
  if (recording !== null || !('clip' in heard)) {
    const wish = { kind: 'track', id: recording?.id ?? heard.id, isFile: true } as const;
    await sendCard(interaction, wish, request, services);
    return;
  }
  const matches = await work.run(async () => {
    const exclude = await preferences.leftOutBy(interaction.user.id);
    return library.use((store) => findMatches(store, { like: [{ clip: heard.clip }] }, { ...request, exclude }));
  });
  const view = { request, canListen: false, language: languageOf(interaction.locale) };
  await showCard(interaction, renderCard(makeClipCard(file.name, matches, view), null), null, services);
}
