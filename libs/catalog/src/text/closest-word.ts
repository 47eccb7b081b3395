import { editDistance } from './edit-distance.ts';

/** Greatest number of typos that still leave a word recognisable. */
const MOST_TYPOS = 3;
/** Greatest share of the longer word's letters that may be typos. */
const MOST_TYPOS_SHARE = 0.5;

/**
 * Return the candidate that a mistyped word most likely means, in any letter case; null if none is near enough.
 * A word that a candidate begins with counts as near, from three letters on.
 */
export function closestWord(word: string, candidates: readonly string[]): string | null {
  const typed = word.toLowerCase();
  let closest: string | null = null;
  let least = Infinity;
  for (const candidate of candidates) {
    const wanted = candidate.toLowerCase();
    const limit = Math.min(MOST_TYPOS, Math.floor(Math.max(typed.length, wanted.length) * MOST_TYPOS_SHARE));
    const isBeginning = typed.length >= 3 && wanted !== typed && wanted.startsWith(typed);
    const typos = isBeginning ? 1 : editDistance(typed, wanted, limit);
    if (typos > limit && !isBeginning) continue;
    if (typos < least) [closest, least] = [candidate, typos];
  }
  return closest;
}
