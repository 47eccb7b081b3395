import type { Card, CardMatch } from './card.ts';

const BAR_CELLS = 10;

/** Format a duration as `m:ss`, or as `h:mm:ss` from an hour on. */
export function durationText(seconds: number): string {
  const rounded = Math.round(seconds);
  const [hours, minutes, rest] = [Math.floor(rounded / 3600), Math.floor(rounded / 60) % 60, rounded % 60];
  const padded = (value: number): string => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${padded(minutes)}:${padded(rest)}` : `${minutes}:${padded(rest)}`;
}

/**
 * Draw a bar of ten cells: a match's place in the library, or its cosine if the place is unknown.
 * Only the closest of all pairs fills the bar.
 */
export function barText({ percentile, similarity }: CardMatch): string {
  const filled = Math.floor(Math.max(0, percentile ?? similarity) * BAR_CELLS + 1e-9);
  return '█'.repeat(filled) + '░'.repeat(BAR_CELLS - filled);
}

/**
 * Describe how close a match is: its place among the library's pairs and the cosine.
 * The place is rounded down, so that only the closest pair has "100 %".
 */
export function closenessText({ percentile, similarity }: CardMatch): string {
  const cosine = `cosine ${similarity.toFixed(2)}`;
  if (percentile === null) return cosine;
  const percent = Math.floor(percentile * 1000 + 1e-9) / 10;
  return `closer than ${percent} % of pairs · ${cosine}`;
}

/** List the sound tags of both tracks; null if they share none. @param format returns a label as it is displayed */
export function sharedTagsText(tags: readonly string[], format: (label: string) => string): string | null {
  return tags.length === 0 ? null : `both: ${tags.map((tag) => format(tag.toLowerCase())).join(', ')}`;
}

/** Return a note on the number of matches, or null if there are as many as requested. */
export function matchesNote({ matches, request }: Card): string | null {
  if (matches.length === request.count) return null;
  if (matches.length === 0) return 'Nothing else in this library fits.';
  return `Nothing more in this library fits: ${matches.length} of ${request.count}.`;
}

/** Return a note on the model, or null for the standard one. */
export function modelNote({ model }: Card): string | null {
  return model === 'cnn14' ? null : `compared by ${model}, the small stand-in for cnn14`;
}
