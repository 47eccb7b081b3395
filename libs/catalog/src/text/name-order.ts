import { foldText, plainText } from './fold-text.ts';

const COLLATOR = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Compare two names as a person would sort them: without letter case and accents, and 9 before 10. */
export function compareNames(a: string, b: string): number {
  return COLLATOR.compare(a, b);
}

/** The value of `nameFit` for a name that does not contain the typed text. */
export const NO_FIT = 4;

/**
 * Return how well a name fits a typed text: 0 if it is the text, 1 if it begins with it, 2 if it contains it from the
 * beginning of a word on, 3 if it contains it or every word of it anywhere, or else `NO_FIT`. Letter case, accents,
 * punctuation and the spaces between words do not count: "acdc" is "AC/DC".
 */
export function nameFit(typed: string, name: string | null): number {
  if (name === null) return NO_FIT;
  const [text, words] = [comparable(typed), comparable(name)];
  const [textTogether, together] = [text.replaceAll(' ', ''), words.replaceAll(' ', '')];
  if (together === textTogether) return 0;
  if (words.startsWith(text) || together.startsWith(textTogether)) return 1;
  if (` ${words}`.includes(` ${text}`)) return 2;
  const hasAll = together.includes(textTogether) || text.split(' ').every((word) => words.includes(word));
  return hasAll ? 3 : NO_FIT;
}

/** Words of a name with single spaces; the folded name itself if it has no letters and digits, such as "!!!". */
function comparable(name: string): string {
  return (
    plainText(name)
      .match(/[\p{L}\p{N}]+/gu)
      ?.join(' ') ?? foldText(name)
  );
}
