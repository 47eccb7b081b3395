import { sanitizeText } from './sanitize-text.ts';

/** Characters that have a meaning in Discord's markdown, in any position, because a title can be anywhere in a line. */
const MARKDOWN = /[\\*_~|`<>#+.:()[\]/-]/gu;

const RIGHT_TO_LEFT =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;

const SEGMENTER = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const ELLIPSIS = '…';

/**
 * Prepare text from a file's tags for a Discord message. It is shown letter by letter, and nothing in it takes effect:
 * no markup, mention, link, invite, emoji code or timestamp.
 * Right-to-left text is isolated (Unicode's first strong isolate), so that the rest of its line keeps its order.
 * @param maxLength UTF-16 units of the result, escapes included
 */
export function safeMarkdown(text: string, maxLength: number): string {
  const clean = sanitizeText(text);
  if (!RIGHT_TO_LEFT.test(clean)) return cutText(clean, maxLength, escapeMarkdown);
  return `\u2068${cutText(clean, maxLength - 2, escapeMarkdown)}\u2069`;
}

/** Prepare text from a file's tags for a place where Discord interprets no markup, such as a suggestion. */
export function plainLabel(text: string, maxLength: number): string {
  return cutText(sanitizeText(text), maxLength);
}

/**
 * Cut text to a length without splitting graphemes, and mark the cut with "…".
 * @param maxLength UTF-16 units of the result
 * @param transform returns a grapheme as it is written in the result; default: unchanged
 */
export function cutText(
  text: string,
  maxLength: number,
  transform: (grapheme: string) => string = (grapheme) => grapheme,
): string {
  let result = '';
  let cutAt = 0;
  for (const { segment } of SEGMENTER.segment(text)) {
    result += transform(segment);
    if (result.length > maxLength) return result.slice(0, cutAt).trimEnd() + ELLIPSIS;
    if (result.length <= maxLength - ELLIPSIS.length) cutAt = result.length;
  }
  return result;
}

/** The server finds mentions even after an escape, so a zero-width space separates an "@" from the rest. */
function escapeMarkdown(grapheme: string): string {
  return grapheme.replace(MARKDOWN, '\\$&').replaceAll('@', '@\u200b');
}
