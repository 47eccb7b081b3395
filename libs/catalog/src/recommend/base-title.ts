import { foldText } from './fold-text.ts';

const BRACKETED_END = /\s*(?:\([^()]*\)|\[[^[\]]*\]|\{[^{}]*\})$/u;
const AFTER_DASH = new RegExp(
  String.raw`\s+[-–—]\s+[^-–—]*\b(?:live|re-?master(?:ed)?|demo|acoustic|unplugged|remix|version|edit|mix|mono|take)\b[^-–—]*$`,
  'u',
);
const TRAILING_WORD = /\s+(?:live|re-?master(?:ed)?|demo)$/u;

/**
 * The title of the song behind a title of a version: bracketed suffixes, and "live", "remaster", "demo" and the like at the end, are set aside.
 * Folded as `foldText` does; a title of nothing else stays as it is.
 */
export function baseTitle(title: string): string {
  let base = foldText(title);
  for (;;) {
    const shorter = base.replace(BRACKETED_END, '').replace(AFTER_DASH, '').replace(TRAILING_WORD, '').trim();
    if (shorter === '' || shorter === base) return base;
    base = shorter;
  }
}
