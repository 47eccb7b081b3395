import { signal } from '@preact/signals';
import type { TrackSummary } from '../shared/track.ts';
import { readStored, storedTracks, writeStored } from './stored.ts';

const KEY = 'hidden';

/** The tracks that this browser does not show any more, the latest first. */
export const hiddenTracks = signal<readonly TrackSummary[]>(readStored(KEY, storedTracks));

// Another tab of this browser may hide tracks, too.
addEventListener('storage', (event) => {
  if (event.key === KEY) hiddenTracks.value = readStored(KEY, storedTracks);
});

/** Return whether a track is hidden. */
export function isHidden(id: string): boolean {
  return hiddenTracks.value.some((track) => track.id === id);
}

/** Return the items whose track is not hidden. */
export function withoutHidden<T>(items: readonly T[], idOf: (item: T) => string): T[] {
  const hidden = new Set(hiddenTracks.value.map(({ id }) => id));
  return items.filter((item) => !hidden.has(idOf(item)));
}

/** Hide a track in this browser: it is not offered, recommended or played by itself any more. */
export function hide(track: TrackSummary): void {
  if (!isHidden(track.id)) keep([track, ...hiddenTracks.value]);
}

/** Show a hidden track again. */
export function unhide(id: string): void {
  keep(hiddenTracks.value.filter((track) => track.id !== id));
}

function keep(tracks: readonly TrackSummary[]): void {
  hiddenTracks.value = tracks;
  writeStored(KEY, tracks);
}
