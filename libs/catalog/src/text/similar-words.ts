import { isUnspaced } from './name-words.ts';

/** Shorter words are too similar to too many others. */
const SHORTEST = 4;
/** The longer of two similar words has at least as many letters. */
const SHORTEST_LONGER = 5;
/** From this length on, a word may begin with another letter and have a second typo. */
const LONG = 7;

/** Most typos that a word can have. */
export const MAX_TYPOS = 2;

/** Return how many typos a searched word may have at all; 0 for a short one, for numbers, and for unspaced scripts. */
export function typosAllowed(word: string): number {
  const { length } = [...word];
  if (length < SHORTEST || /[^\p{L}]/u.test(word) || isUnspaced(word)) return 0;
  return length < SHORTEST_LONGER ? 1 : MAX_TYPOS;
}

/**
 * Return the number of typos that turn one word into another: letters missing, added, or replaced, or two neighbours
 * swapped.
 * @returns null if there are more than the length of the words allows: one if the shorter one has four letters, else
 * two; of words with fewer than seven letters, only if they begin with the same letter
 */
export function typosBetween(word: string, other: string): number | null {
  const [a, b] = [[...word], [...other]];
  const shorter = Math.min(a.length, b.length);
  if (shorter < SHORTEST || Math.max(a.length, b.length) < SHORTEST_LONGER) return null;
  const allowed = Math.min(typosAllowed(word), shorter < SHORTEST_LONGER ? 1 : MAX_TYPOS);
  if (Math.abs(a.length - b.length) > allowed) return null;
  const typos = editDistance(a, b, allowed);
  if (typos > allowed) return null;
  return typos === MAX_TYPOS && shorter < LONG && a[0] !== b[0] ? null : typos;
}

/**
 * Return the optimal string alignment distance: insertions, deletions, substitutions, and transpositions of neighbours.
 * A result above `limit` says only that the distance is above it.
 */
function editDistance(a: readonly string[], b: readonly string[], limit: number): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, n) => n);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      let best = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, beforeLast[j - 2]! + 1);
      row.push(best);
    }
    if (Math.min(...row) > limit) return limit + 1;
    beforeLast = last;
    last = row;
  }
  return last[b.length]!;
}
