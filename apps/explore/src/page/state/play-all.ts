import type { TrackSummary } from '../shared/track.ts';
import { play } from './player.ts';

/** Play tracks, beginning with the first. */
export function playAll([first]: readonly TrackSummary[]): void {
  if (first) play(first);
}
