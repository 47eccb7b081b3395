import { plainText } from './fold-text.ts';

/** Letters of scripts that put no blanks between words, and of Hangul, whose compounds are searched by their parts. */
const UNSPACED = String.raw`\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}`;
const HAS_UNSPACED = new RegExp(`[${UNSPACED}]`, 'u');
const IS_UNSPACED = new RegExp(`^[${UNSPACED}]$`, 'u');
const BLANK_IN_UNSPACED = new RegExp(String.raw`(?<=[${UNSPACED}])\s+(?=[${UNSPACED}])`, 'gu');

/** Vowels and final consonants of Hangul: `plainText` takes syllables apart, and no word begins within one. */
const WITHIN_SYLLABLE = /^[\u1160-\u11FF]$/u;

const WORDS = /[\p{L}\p{N}]+/gu;
const PICTOGRAPHS =
  /[\p{Extended_Pictographic}\p{Regional_Indicator}][\p{Extended_Pictographic}\p{Regional_Indicator}\p{Emoji_Modifier}\u200D]*/gu;
const ASCII_SYMBOL = /[!-/:-@[-`{-~]/gu;

/** Most characters of an indexed ending of a word, and of what is searched for in one. */
const MAX_ENDING = 20;

/** Most endings that are indexed of one word: far above any real name. */
const MAX_ENDINGS = 200;

/** Stores cut longer words. */
export const LONGEST_WORD = 255;

/** The words of a part of a text between blanks, and all of them written together, as in `acdc` for AC/DC. */
export interface Chunk {
  readonly words: readonly string[];
  readonly joined: string;
}

/**
 * Split a text into chunks of words: runs of letters and digits, as `plainText` writes them, and emoji. A text without
 * any of these has the symbols between its blanks as words.
 */
export function chunksOf(text: string): Chunk[] {
  const parts = plainText(text)
    .split(' ')
    .filter((part) => part !== '');
  const chunks = parts.flatMap((part) => {
    const words = part.match(WORDS) ?? [];
    const emoji = (part.match(PICTOGRAPHS) ?? []).map((word) => ({ words: [word], joined: word }));
    const joined = words.join('');
    const apart = joined.length > LONGEST_WORD ? words.map((word) => ({ words: [word], joined: word })) : [];
    return [...(words.length === 0 ? [] : apart.length > 0 ? apart : [{ words, joined }]), ...emoji];
  });
  if (chunks.length > 0) return chunks;
  return parts.flatMap((part) => {
    const word = symbolWord(part);
    return word === '' ? [] : [{ words: [word], joined: word }];
  });
}

/** Return a name as one text to compare and to sort by: its chunks, each written together. */
export function searchKey(name: string | null): string {
  return chunksOf(name ?? '')
    .map(({ joined }) => joined)
    .join(' ');
}

/**
 * Return the words that a store indexes of a name, without duplicates: a search finds the name by the beginning of each.
 * They are its words, and those of a chunk written together. Of scripts without blanks there are all endings, too, so
 * that any part of a name can be found by its beginning: 群青日和 is found by 日和.
 */
export function nameWords(name: string | null): string[] {
  const words = chunksOf((name ?? '').replace(BLANK_IN_UNSPACED, '')).flatMap((chunk) => [
    ...chunk.words,
    chunk.joined,
    ...(HAS_UNSPACED.test(chunk.joined) ? endingsOf(chunk.joined) : []),
  ]);
  return [...new Set(words)];
}

/** Shorten a word of a search to what is indexed. */
export function indexedPart(word: string): string {
  return HAS_UNSPACED.test(word) ? lettersOf(word).slice(0, MAX_ENDING).join('') : word;
}

/** Return whether a word has letters of a script without blanks, where a typo is another word. */
export function isUnspaced(word: string): boolean {
  return HAS_UNSPACED.test(word);
}

/** Return the endings of a word that begin at a letter of a script without blanks, or right after one. */
function endingsOf(word: string): string[] {
  const letters = lettersOf(word);
  const endings: string[] = [];
  for (const [at, letter] of letters.entries()) {
    if (endings.length === MAX_ENDINGS) break;
    if (WITHIN_SYLLABLE.test(letter) || !(IS_UNSPACED.test(letter) || IS_UNSPACED.test(letters[at - 1] ?? '')))
      continue;
    endings.push(letters.slice(at, at + MAX_ENDING).join(''));
  }
  return endings;
}

/** Write symbols so that every store takes them for a word: those of ASCII become private characters. */
function symbolWord(symbols: string): string {
  return symbols
    .replace(/\p{Cc}/gu, '')
    .replace(ASCII_SYMBOL, (symbol) => String.fromCharCode(0xe000 + symbol.charCodeAt(0)));
}

/** Return the code points of a word, which are letters after `plainText`. */
function lettersOf(word: string): string[] {
  return Array.from(word);
}
