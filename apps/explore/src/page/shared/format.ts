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

/** Return the address of a track's page. */
export function trackAddress(id: string): string {
  return `/track/${encodeURIComponent(id)}`;
}

/** Return the id of the track whose page has a path; null for another path, or one that is not well-formed. */
export function trackIdOf(path: string): string | null {
  const escaped = /^\/track\/([^/]+)$/u.exec(path)?.[1];
  if (escaped === undefined) return null;
  try {
    return decodeURIComponent(escaped);
  } catch {
    return null;
  }
}
