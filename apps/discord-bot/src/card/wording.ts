import { CLOSENESS_BOUNDS } from '@soundalike/catalog';
import { say } from '../languages/language.ts';
import type { Language } from '../languages/language.ts';
import type { Card, CardMatch } from './card.ts';

const BAR_CELLS = 10;

/** Cells of the bar from each word on; between two words, the bar grows with the percentile. */
const BAR_STEPS = [
  { percentile: CLOSENESS_BOUNDS.weak, cells: 1 },
  { percentile: CLOSENESS_BOUNDS.loose, cells: 4 },
  { percentile: CLOSENESS_BOUNDS.close, cells: 6 },
  { percentile: CLOSENESS_BOUNDS['very-close'], cells: 8 },
  { percentile: 1, cells: BAR_CELLS },
] as const;

/** Format a duration as `m:ss`, or as `h:mm:ss` from an hour on. */
export function durationText(seconds: number): string {
  const rounded = Math.round(seconds);
  const [hours, minutes, rest] = [Math.floor(rounded / 3600), Math.floor(rounded / 60) % 60, rounded % 60];
  const padded = (value: number): string => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${padded(minutes)}:${padded(rest)}` : `${minutes}:${padded(rest)}`;
}

/** Draw a bar of ten cells for a match's place in the library. Only the closest of all pairs fills it. */
export function barText(percentile: number): string {
  const next = BAR_STEPS.findIndex((step) => step.percentile > percentile);
  const [from, to] = next === -1 ? [BAR_STEPS.at(-1)!, BAR_STEPS.at(-1)!] : [BAR_STEPS[next - 1]!, BAR_STEPS[next]!];
  const way = to === from ? 0 : (percentile - from.percentile) / (to.percentile - from.percentile);
  const filled = Math.floor(from.cells + way * (to.cells - from.cells) + 1e-9);
  return '█'.repeat(filled) + '░'.repeat(BAR_CELLS - filled);
}

/**
 * Say how close a match is, with a bar; null if the library is too small to judge by. A weak match is called weak, and
 * if even the first is, it is called the closest there is.
 */
export function closenessText({ closeness, percentile, rank }: CardMatch, language: Language): string | null {
  if (closeness === null || percentile === null) return null;
  const isWeakest = closeness === 'weak' && rank === 1;
  return `${barText(percentile)} ${say(language, isWeakest ? 'closeness.weakest' : `closeness.${closeness}`)}`;
}

/** Return the line that introduces the matches; null if there are none. */
export function introductionText({ seed, matches, language }: Card): string | null {
  if (matches.length === 0) return null;
  if (matches.every(({ closeness }) => closeness === 'weak')) return say(language, 'card.onlyWeak');
  if (seed.kind === 'artist') return say(language, 'card.similarToArtist');
  return say(language, seed.kind === 'blend' && seed.songs.length > 1 ? 'card.similarToAll' : 'card.similar');
}

/**
 * Return the reasons for a match: the sound tags of both tracks, and for an artist the song that it is nearest to.
 * @param format returns a label or a title as it is displayed
 */
export function reasonsText(
  { sharedTags, likeTitle }: Pick<CardMatch, 'sharedTags' | 'likeTitle'>,
  language: Language,
  format: (text: string) => string,
): string | null {
  const tags = sharedTags.map((tag) => format(tag.toLowerCase())).join(', ');
  const reasons = [
    ...(likeTitle === null ? [] : [say(language, 'card.likeSong', { title: format(likeTitle) })]),
    ...(tags === '' ? [] : [say(language, 'card.shared', { tags })]),
  ];
  return reasons.join(' · ') || null;
}

/** Return a note on the number of matches, or null if there are as many as requested. */
export function matchesNote({ matches, request, language }: Card): string | null {
  if (matches.length === request.count) return null;
  if (matches.length === 0) return say(language, 'card.nothingElse');
  return say(language, 'card.fewer', { found: matches.length, wanted: request.count });
}
