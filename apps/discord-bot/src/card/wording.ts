import type { Card, CardMatch } from './card.ts';

const BAR_CELLS = 10;

/** `m:ss`, or `h:mm:ss` from an hour on. */
export function durationText(seconds: number): string {
  const whole = Math.round(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const padded = (value: number): string => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${padded(minutes)}:${padded(rest)}` : `${minutes}:${padded(rest)}`;
}

/** Ten cells, filled by the match's place in the library, or by its cosine where there is no such place. Full only for a place above all. */
export function barText({ percentile, similarity }: CardMatch): string {
  const filled = Math.floor(Math.max(0, percentile ?? similarity) * BAR_CELLS + 1e-9);
  return '█'.repeat(filled) + '░'.repeat(BAR_CELLS - filled);
}

/** How close a match is: its place among the library's pairs, rounded down so that "100 %" is said only of the closest, and the cosine. */
export function closenessText({ percentile, similarity }: CardMatch): string {
  const cosine = `cosine ${similarity.toFixed(2)}`;
  if (percentile === null) return cosine;
  const percent = Math.floor(percentile * 1000 + 1e-9) / 10;
  return `closer than ${percent} % of pairs · ${cosine}`;
}

/** What both tracks sound of, or null where the model hears nothing in common. @param written how a label is written */
export function sharedTagsText(tags: readonly string[], written: (label: string) => string): string | null {
  return tags.length === 0 ? null : `both: ${tags.map((tag) => written(tag.toLowerCase())).join(', ')}`;
}

/** What there is to say of the matches as a whole, or null. */
export function matchesNote({ matches, request }: Card): string | null {
  if (matches.length === request.count) return null;
  if (matches.length === 0) return 'Nothing else in this library fits.';
  return `Nothing more in this library fits: ${matches.length} of ${request.count}.`;
}

/** What there is to say of the model, or null for the one that this project is made for. */
export function modelNote({ model }: Card): string | null {
  return model === 'cnn14' ? null : `compared by ${model}, the small stand-in for cnn14`;
}
