import { useEffect } from 'preact/hooks';
import type { MatchView, TrackSummary } from '../shared/track.ts';
import { shownPoints, shownWay } from '../state/journey.ts';

/** Mark songs and those that are nearest to them on the map ; null while they are not known. */
export function useShownNearest(
  shown: { readonly tracks: readonly TrackSummary[]; readonly nearest: readonly MatchView[] } | null,
): void {
  useEffect(() => {
    if (!shown) return;
    shownWay.value = null;
    shownPoints.value = { like: shown.tracks, unlike: [], matches: shown.nearest.map(({ track }) => track) };
  }, [shown]);
}
