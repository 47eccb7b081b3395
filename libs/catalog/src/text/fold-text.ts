/**
 * Accents of Latin, Greek and Cyrillic letters, points of Hebrew and Arabic ones. Not the vowels of Indic scripts, and
 * not the mark that turns ハ into パ: those make other letters.
 */
const IGNORED_MARKS = /[\u0300-\u036F\u0591-\u05C7\u064B-\u065F\u0670]+/gu;

/** Letters that NFKD does not decompose although listeners type them without the stroke or the ligature. */
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

/** Return text for comparing names: without letter case and accents, with single spaces. */
export function foldText(text: string): string {
  return text.normalize('NFKD').replace(IGNORED_MARKS, '').toLowerCase().replace(/\s+/gu, ' ').trim();
}

/** Return text as listeners type it: folded, without any marks, and with plain letters. */
export function plainText(text: string): string {
  return foldText(text)
    .replace(/\p{M}+/gu, '')
    .replace(/[ßæœøłđðþħı]/gu, (letter) => PLAIN_LETTERS[letter] ?? letter);
}
