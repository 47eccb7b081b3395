/** Format seconds as m:ss, or as h:mm:ss from one hour. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (value: number): string => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/**
 * Format a share as a percentage, rounded down to a tenth and at most 99.9%: shares are of a sample, and more similar
 * than all pairs of a sample does not mean than all pairs of the library.
 */
export function percent(share: number): string {
  return `${(Math.min(999, Math.floor(share * 1000)) / 10).toFixed(1)}%`;
}

/** Return artist and album in one line, as far as they are known. */
export function byline({ artist, album }: { readonly artist: string | null; readonly album: string | null }): string {
  return [artist ?? 'Unknown artist', album].filter((part) => part !== null).join(' · ');
}

const CLOSENESS_WORDS = {
  'very-close': 'very close',
  close: 'close',
  loose: 'loosely similar',
  weak: 'not really alike',
} as const;

/** Return how close a match is in words, as the other programs say it. */
export function closenessWords(closeness: keyof typeof CLOSENESS_WORDS): string {
  return CLOSENESS_WORDS[closeness];
}

/** Return minutes and hours in words. @param seconds */
export function lengthWords(seconds: number): string {
  const minutes = Math.max(1, Math.round(seconds / 60));
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
