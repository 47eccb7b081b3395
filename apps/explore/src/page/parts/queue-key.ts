import type { PlayableTrack } from '../player/queue.ts';
import { player } from '../state/player.ts';

/** Handle the keys of a focused track: E adds it to the queue, Shift+E plays it next. */
export function queueKey(event: KeyboardEvent, track: PlayableTrack): void {
  if (event.key.toLowerCase() !== 'e' || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  event.preventDefault();
  if (event.shiftKey) player.edit.addNext([track]);
  else player.edit.add([track]);
}
