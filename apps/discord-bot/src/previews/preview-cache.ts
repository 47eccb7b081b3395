import { LRUCache } from 'lru-cache';
import type { Track } from '@soundalike/catalog';

/** Most previews in memory, and most bytes of them: a preview is half a megabyte. */
const MAX_PREVIEWS = 120;
const MAX_BYTES = 64 * 1024 * 1024;

/**
 * Return a function that cuts a preview once for all who listen, also at the same time, and keeps the last ones.
 * @param cut returns null if the track cannot be played now; it is then tried again next time
 */
export function cachedPreviews(
  cut: (track: Track) => Promise<Buffer | null>,
  { max = MAX_PREVIEWS, maxBytes = MAX_BYTES } = {},
): (track: Track) => Promise<Buffer | null> {
  const previews = new LRUCache<string, Buffer, Track>({
    max,
    maxSize: maxBytes,
    sizeCalculation: ({ length }) => Math.max(1, length),
    fetchMethod: async (_id, _stale, { context }) => (await cut(context)) ?? undefined,
  });
  return async (track) => (await previews.fetch(track.id, { context: track })) ?? null;
}
