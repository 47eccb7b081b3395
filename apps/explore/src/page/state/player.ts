import { signal } from '@preact/signals';
import type { NeighbourView, TrackDetail } from '../../library/track-view.ts';
import { Player } from '../player/player.ts';
import type { PlayableTrack } from '../player/queue.ts';
import { api, json } from '../shared/api.ts';

/** The track whose page is open, with its neighbours, which the map shows. */
export const openTrack = signal<{ readonly track: TrackDetail; readonly neighbours: readonly NeighbourView[] } | null>(
  null,
);

/** The player of this page. */
export const player = new Player({
  session: sessionStorage,
  local: localStorage,
  similarTo: async ([id], count) => {
    const query = { neighbours: String(Math.min(100, count)) };
    const { neighbours } = await json(api.tracks[':id'].$get({ param: { id: id! }, query }));
    return neighbours.map(({ track }) => track);
  },
  isHidden: () => false,
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
