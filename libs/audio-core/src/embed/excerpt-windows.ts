import type { Excerpt } from '@soundalike/catalog';
import type { TimeWindow } from '../decode/decoder.ts';

/**
 * Where the windows of an excerpt lie: the track is cut into as many equal parts, and each window is the middle of its part.
 * @returns null for a track that is shorter than the windows together, or of unknown length: it is taken whole
 */
export function excerptWindows({ windows, seconds }: Excerpt, durationSeconds: number | null): TimeWindow[] | null {
  if (durationSeconds === null || durationSeconds < windows * seconds) return null;
  const part = durationSeconds / windows;
  return Array.from({ length: windows }, (_, n) => ({ startSeconds: part * (n + 0.5) - seconds / 2, seconds }));
}
