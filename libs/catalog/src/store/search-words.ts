import { foldText } from '../recommend/fold-text.ts';

/** Letters that NFKD leaves whole though listeners type them without the stroke or the ligature. */
const PLAIN_LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ı: 'i',
};

/**
 * The words that a text is found by: runs of letters and digits, letter case and all marks set aside, in the order of the text.
 * A store indexes names by these words and takes a search apart with them, so that stores find the same.
 */
export function searchWords(text: string): string[] {
  const plain = foldText(text)
    .replace(/\p{M}+/gu, '')
    .replace(/[ßæœøłđðþħı]/gu, (letter) => PLAIN_LETTERS[letter] ?? letter);
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}
