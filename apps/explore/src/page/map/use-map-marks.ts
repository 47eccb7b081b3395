import { useEffect, useState } from 'preact/hooks';
import { shownPoints, shownWay } from '../state/journey.ts';
import { openTrack } from '../state/player.ts';
import { NO_MARKS } from './map-marks.ts';
import type { Marks } from './map-marks.ts';
import type { MapTracks } from './map-tracks.ts';

/** Ids of what is marked; the same structure as `Marks`. */
interface MarkedIds {
  readonly seed: string | null;
  readonly neighbours: readonly string[];
  readonly way: readonly string[];
  readonly like: readonly string[];
  readonly unlike: readonly string[];
}

/**
 * Return the points of what is marked: a way or the songs of a question, otherwise the open track and its neighbours.
 * Songs that are not on the map are left out.
 */
export function useMapMarks(tracks: MapTracks): Marks {
  const ids = markedIds();
  const key = JSON.stringify(ids);
  const [located, setLocated] = useState<{ tracks: MapTracks; key: string; marks: Marks } | null>(null);
  useEffect(() => {
    let wanted = true;
    const all = [...(ids.seed === null ? [] : [ids.seed]), ...ids.neighbours, ...ids.way, ...ids.like, ...ids.unlike];
    const settle = (): void => {
      if (wanted) setLocated({ tracks, key, marks: marksOf(ids, tracks) });
    };
    // Without an answer nothing is marked; the pages that asked report what is wrong.
    tracks.locate(all).then(settle, settle);
    return () => {
      wanted = false;
    };
  }, [tracks, key]);
  return located?.key === key && located.tracks === tracks ? located.marks : NO_MARKS;
}

function markedIds(): MarkedIds {
  const idsOf = (songs: readonly { readonly id: string }[] | undefined): string[] => (songs ?? []).map(({ id }) => id);
  const nothing: MarkedIds = { seed: null, neighbours: [], way: [], like: [], unlike: [] };
  if (shownWay.value !== null) return { ...nothing, way: idsOf(shownWay.value) };
  if (shownPoints.value !== null) {
    const { like, unlike, matches } = shownPoints.value;
    return { ...nothing, like: idsOf(like), unlike: idsOf(unlike), neighbours: idsOf(matches) };
  }
  const open = openTrack.value;
  if (open === null) return nothing;
  return { ...nothing, seed: open.track.id, neighbours: open.matches.map(({ track }) => track.id) };
}

function marksOf({ seed, neighbours, way, like, unlike }: MarkedIds, tracks: MapTracks): Marks {
  const pointsOf = (ids: readonly string[]): number[] => ids.flatMap((id) => tracks.pointOf(id) ?? []);
  return {
    seed: seed === null ? null : (tracks.pointOf(seed) ?? null),
    neighbours: pointsOf(neighbours),
    way: pointsOf(way),
    like: pointsOf(like),
    unlike: pointsOf(unlike),
    pointed: null,
  };
}
