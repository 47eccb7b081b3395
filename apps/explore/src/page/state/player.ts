import { signal } from '@preact/signals';
import type { MatchView } from '../../server/api/schemas/match.ts';
import type { TrackDetail } from '../../server/api/schemas/track.ts';
import { Player } from '../player/player.ts';
import type { PlayableTrack } from '../player/queue.ts';
import { safeStorage } from '../player/safe-storage.ts';
import { api, json } from '../shared/api.ts';
import { isHidden } from './hidden.ts';

/** The track whose page is open, with its neighbours, which the map shows. */
export const openTrack = signal<{ readonly track: TrackDetail; readonly matches: readonly MatchView[] } | null>(null);

/** The player of this page. */
export const player = new Player({
  session: safeStorage(() => sessionStorage),
  local: safeStorage(() => localStorage),
  similarTo: async (ids, count) => {
    const { tracks } = await json(api.station.$post({ json: { like: ids.map((id) => ({ id })), count } }));
    return tracks.map(({ track }) => track);
  },
  isHidden,
});

/** Whether the queue is shown. */
export const queueShown = signal(false);

export const { current, playing, position, problem } = player;

/** Play a track from a position in seconds. A track that is already in the player continues unless one is given. */
export function play(track: PlayableTrack, from?: number): void {
  player.play(track, from);
}

/** Play or pause the given track, or else the one in the player. */
export function toggle(track?: PlayableTrack | null): void {
  player.toggle(track);
}

/** Seek in the current track. @param seconds limited to the length of the track */
export function seek(seconds: number): void {
  player.seek(seconds);
}
