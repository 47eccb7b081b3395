import { cleanText } from './clean-text.ts';
import { cutText } from './cut-text.ts';

/** Whatever Discord gives a meaning: in any position, since a title may stand anywhere in a line. */
const MARKDOWN = /[\\*_~|`<>#+.:()[\]/-]/gu;

const RIGHT_TO_LEFT =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;

/**
 * Text from a file's tags for use in a Discord message: it is shown letter by letter, and nothing in it takes effect:
 * no markup, mention, link, invite, emoji code or timestamp.
 * Right-to-left text is set apart (Unicode's first strong isolate), so that it leaves the rest of its line in order.
 * @param maxLength UTF-16 units of the result, escapes included
 */
export function safeMarkdown(text: string, maxLength: number): string {
  const clean = cleanText(text);
  if (!RIGHT_TO_LEFT.test(clean)) return cutText(clean, maxLength, escapeMarkdown);
  return `\u2068${cutText(clean, maxLength - 2, escapeMarkdown)}\u2069`;
}

/** An escape does not keep the server from seeing a mention, so an "@" is parted from what follows by a zero-width space. */
function escapeMarkdown(grapheme: string): string {
  return grapheme.replace(MARKDOWN, '\\$&').replaceAll('@', '@\u200b');
}
