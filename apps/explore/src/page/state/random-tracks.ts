import type { TrackSummary } from '../shared/track.ts';
import { hiddenTracks, withoutHidden } from './hidden.ts';
import { api, json } from '../shared/api.ts';

/** Most tracks that one request draws. */
const MOST = 24;
const TRIES = 4;

/**
 * Draw up to `count` different tracks that are not hidden.
 * @returns fewer if the library is small, or if almost everything is hidden
 * @throws {Problem}
 */
export async function randomTracks(count: number): Promise<TrackSummary[]> {
  const drawn = new Map<string, TrackSummary>();
  const isAnyHidden = hiddenTracks.peek().length > 0;
  for (let attempt = 0; attempt < TRIES && drawn.size < count; attempt++) {
    const wanted = isAnyHidden ? MOST : count;
    const { tracks } = await json(api.random.$get({ query: { count: String(wanted) } }));
    for (const track of withoutHidden(tracks, ({ id }) => id)) drawn.set(track.id, track);
    if (!isAnyHidden) break;
  }
  return [...drawn.values()].slice(0, count);
}
