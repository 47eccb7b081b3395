import type KDBush from 'kdbush';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Facet } from '../../map-format/legends.ts';
import { colourOf, facetShift } from '../../map-format/point-columns.ts';
import type { Camera, Place, Size } from './camera.ts';
import type { MapPoints } from './map-points.ts';
import type { MapTracks } from './map-tracks.ts';
import { buildPointIndex, nearestPoint } from './nearest-point.ts';
import { nextPoint } from './next-point.ts';
import type { Direction } from './next-point.ts';

/** Largest distance of the pointer from a point that it selects, CSS pixels. */
const REACH = 14;
/** Smallest step of an arrow key, CSS pixels. */
const KEY_STEP = 12;
/** Points around the chosen one whose names are loaded with it, within this distance, CSS pixels. */
const NAMES_AROUND = 30;
const NAMES_REACH = 40;

interface PickingOptions {
  readonly points: MapPoints;
  readonly tracks: MapTracks;
  readonly camera: Camera;
  readonly view: Size;
  readonly facet: Facet;
  /** Colour number that alone can be chosen; null for all. */
  readonly highlighted: number | null;
  /** Point where arrow keys start; null for the centre of the view. */
  readonly start: number | null;
}

/** The point under the pointer or chosen by keys. */
export interface Picking {
  /** The point, while its name is known or being loaded; null for none. */
  readonly pointed: number | null;
  readonly isByKeys: boolean;
  /** Return the point at a place. */
  readonly pick: (place: Place) => number | null;
  /** Choose the point at a place; null if the pointer has left or presses. */
  readonly onPointer: (place: Place | null) => void;
  /** Go to the next point in a direction. */
  readonly move: (direction: Direction) => void;
  readonly clear: () => void;
}

export function usePicking(options: PickingOptions): Picking {
  const { points, tracks, camera, view, facet, highlighted, start } = options;
  const index = usePointIndex(points);
  const [pointed, setPointed] = useState<{ point: number; isByKeys: boolean } | null>(null);
  const [, setLoads] = useState(0);
  const point = pointed?.point ?? null;

  // Numbers of points mean other tracks in another version of the map.
  useEffect(() => setPointed(null), [points.version]);
  useEffect(() => {
    if (point === null || tracks.of(point)) return undefined;
    let wanted = true;
    const [x, y] = [points.x[point]!, points.y[point]!];
    const around = index()
      .within(x, y, NAMES_REACH / camera.scale)
      .slice(0, NAMES_AROUND);
    // Without an answer there is no card; the next movement asks again.
    void tracks.load([point, ...around]).then(
      () => wanted && setLoads((loads) => loads + 1),
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [point, tracks]);

  const shift = facetShift(facet);
  const isCandidate = (each: number): boolean =>
    highlighted === null || colourOf(points.colours[each]!, shift) === highlighted;
  const onMap = ([x, y]: Place): Place => [(x - camera.offsetX) / camera.scale, (y - camera.offsetY) / camera.scale];
  const pick = (place: Place): number | null =>
    nearestPoint(points, index(), onMap(place), REACH / camera.scale, isCandidate);
  const choose = (next: number | null, isByKeys: boolean): void => {
    if (next !== point || isByKeys !== pointed?.isByKeys) setPointed(next === null ? null : { point: next, isByKeys });
  };
  return {
    pointed: point !== null && point < points.loaded ? point : null,
    isByKeys: pointed?.isByKeys ?? false,
    pick,
    onPointer: (place) => {
      const next = place === null ? null : pick(place);
      // A pointer that rests elsewhere does not end a walk by keys.
      if (next !== null || pointed?.isByKeys === false) choose(next, false);
    },
    move: (direction) => {
      const centre = onMap([view.width / 2, view.height / 2]);
      const first = start ?? nearestPoint(points, index(), centre, Infinity, isCandidate);
      const next =
        point === null
          ? first
          : nextPoint(points, index(), [points.x[point]!, points.y[point]!], direction, KEY_STEP / camera.scale);
      if (next !== null) choose(next, true);
    },
    clear: () => setPointed(null),
  };
}

/** Return a function that returns the index of the points that have arrived. It is built when it is first needed. */
function usePointIndex(points: MapPoints): () => KDBush {
  const built = useRef<{ points: MapPoints; index: KDBush } | null>(null);
  const index = (): KDBush => {
    if (built.current?.points !== points) built.current = { points, index: buildPointIndex(points, points.loaded) };
    return built.current.index;
  };
  // Before anybody points at it, when the map is drawn.
  useEffect(() => {
    if (points.loaded < points.total) return undefined;
    const timer = setTimeout(index);
    return () => clearTimeout(timer);
  }, [points]);
  return index;
}
