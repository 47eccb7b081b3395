import { ComponentType, MessageFlags } from 'discord.js';
import { matchIdsOf } from '../card/discord/message-actions.ts';
import type { CardAction } from '../card/discord/custom-id.ts';
import { retryOnDisconnect } from '../discord/retry-on-disconnect.ts';
import { formatNumber, languageOf, say } from '../languages/language.ts';
import type { Language } from '../languages/language.ts';
import { figuresOf } from '../library/figures.ts';
import type { Comparison, Figure } from '../library/figures.ts';
import { safeMarkdown } from '../text/display-text.ts';
import type { BotServices } from './bot-services.ts';
import type { ComponentInteraction } from './respond.ts';

/** Lengths in UTF-16 units with escapes: 25 lines stay below 4,000 characters. */
const MAX_TITLE_LENGTH = 60;

/** **Details**: shows the figures behind a card to the member who pressed. */
export async function sendDetails(
  interaction: ComponentInteraction,
  action: CardAction & { readonly kind: 'details' | 'compare' | 'steps' },
  { library, work }: BotServices,
): Promise<void> {
  const language = languageOf(interaction.locale);
  const ids = matchIdsOf(interaction.message);
  const { matches, spaceId } = await work.run(() =>
    library.use((store) => figuresOf(store, comparisonOf(action), ids)),
  );
  const lines = matches.map((match, index) => `**${index + 1}** · ${lineOf(match, language)}`);
  const model = `-# ${say(language, 'details.model', { model: safeMarkdown(spaceId, MAX_TITLE_LENGTH) })}`;
  await retryOnDisconnect(() =>
    interaction.editReply({
      components: [{ type: ComponentType.TextDisplay, content: [...lines, model].join('\n') }],
      flags: MessageFlags.IsComponentsV2,
    }),
  );
}

function comparisonOf(action: CardAction & { readonly kind: 'details' | 'compare' | 'steps' }): Comparison {
  switch (action.kind) {
    case 'details':
      return action.isArtist ? { with: 'artist', id: action.trackId } : { with: 'songs', ids: [action.trackId] };
    case 'compare':
      return { with: 'songs', ids: action.trackIds };
    case 'steps':
      return { with: 'one-before' };
  }
}

function lineOf(match: Figure | null, language: Language): string {
  if (match === null) return say(language, 'listen.gone');
  const title = safeMarkdown(match.title, MAX_TITLE_LENGTH) || say(language, 'card.untitled');
  if (match.similarity === null) return title;
  const cosine = formatNumber(language, match.similarity, 3);
  return `${title}: ${figuresText(match.percentile, cosine, language)}`;
}

/** The place is rounded down, so that only the closest pair has "100 %". */
function figuresText(percentile: number | null, cosine: string, language: Language): string {
  if (percentile === null) return say(language, 'details.cosine', { cosine });
  const percent = formatNumber(language, Math.floor(percentile * 1000 + 1e-9) / 10, 1);
  return say(language, 'details.match', { percent, cosine });
}
