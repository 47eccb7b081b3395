import { signal } from '@preact/signals';
import type { NeighbourView, TrackDetail } from '../../library/track-view.ts';

/** The track whose page is open, with its neighbours: the map shows them. */
export const openTrack = signal<{ readonly track: TrackDetail; readonly neighbours: readonly NeighbourView[] } | null>(
  null,
);
