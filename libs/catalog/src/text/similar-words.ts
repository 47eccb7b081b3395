import { editDistance } from './edit-distance.ts';
import { isUnspaced } from './name-words.ts';

/** Shorter words are too similar to too many others. */
const SHORTEST = 4;
/** The longer of two similar words has at least as many letters. */
const SHORTEST_LONGER = 5;
/** From this length on, a word may begin with another letter and have a second typo. */
const LONG = 7;

/** Most typos that a word can have. */
export const MAX_TYPOS = 2;

/**
 * Return how many typos a searched word may have at all; 0 for a short one, for numbers, and for scripts without blanks
 * or beyond the basic plane.
 */
export function typosAllowed(word: string): number {
  if (word.length < SHORTEST || /[^\p{L}]|[\u{10000}-\u{10FFFF}]/u.test(word) || isUnspaced(word)) return 0;
  return word.length < SHORTEST_LONGER ? 1 : MAX_TYPOS;
}

/**
 * Return the number of typos that turn one word into another: letters missing, added, or replaced, or two neighbours
 * swapped.
 * @returns null if there are more than the length of the words allows: one if the shorter one has four letters, else
 * two; of words with fewer than seven letters, only if they begin with the same letter
 */
export function typosBetween(word: string, other: string): number | null {
  const shorter = Math.min(word.length, other.length);
  if (shorter < SHORTEST || Math.max(word.length, other.length) < SHORTEST_LONGER) return null;
  const allowed = Math.min(typosAllowed(word), shorter < SHORTEST_LONGER ? 1 : MAX_TYPOS);
  if (Math.abs(word.length - other.length) > allowed) return null;
  const typos = editDistance(word, other, allowed);
  if (typos > allowed) return null;
  return typos === MAX_TYPOS && shorter < LONG && word[0] !== other[0] ? null : typos;
}
