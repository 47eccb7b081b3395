import { select } from 'd3-selection';
// Gives selections their transitions.
import 'd3-transition';
import { zoom as zoomBehaviour, zoomIdentity } from 'd3-zoom';
import type { ZoomTransform } from 'd3-zoom';
import type { RefObject } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Place, Zoom } from './camera.ts';

const MIN_ZOOM = 0.6;
const MAX_ZOOM = 80;
/** Time from the last movement until the map is drawn in full detail again. */
const REST_MS = 120;
/** Duration of a movement that the map makes by itself. */
const GLIDE_MS = 600;

/** Zooming and panning with mouse, touch, pen, keys and buttons. */
export interface MapZoom {
  readonly transform: ZoomTransform;
  readonly moving: boolean;
  /** Zoom around a place; default: the centre of the view. */
  scaleBy(factor: number, around?: Place): void;
  reset(): void;
  /** Centre a point of the unzoomed view. */
  centre(x: number, y: number): void;
  /** Go to a zoom, in a smooth movement unless the system asks for less motion. */
  glideTo(zoom: Zoom): void;
  /** Go to a zoom at once. */
  jumpTo(zoom: Zoom): void;
  /** Return whether the map is where it glided, and nobody has moved it since. */
  isWhereItGlided(): boolean;
}

export function useZoom(canvas: RefObject<HTMLCanvasElement | null>): MapZoom {
  const [transform, setTransform] = useState<ZoomTransform>(zoomIdentity);
  const [moving, setMoving] = useState(false);
  const isWhereItGlided = useRef(false);
  const behaviour = useMemo(() => zoomBehaviour<HTMLCanvasElement, unknown>().scaleExtent([MIN_ZOOM, MAX_ZOOM]), []);
  useEffect(() => {
    const selection = select(canvas.current!);
    let rest: ReturnType<typeof setTimeout> | undefined;
    behaviour.on('zoom', (event: { transform: ZoomTransform; sourceEvent: unknown }) => {
      if (event.sourceEvent) isWhereItGlided.current = false;
      setTransform(event.transform);
      setMoving(true);
      clearTimeout(rest);
      rest = setTimeout(() => setMoving(false), REST_MS);
    });
    // A double click opens a track twice instead of zooming.
    selection.call(behaviour).on('dblclick.zoom', null);
    return () => {
      clearTimeout(rest);
      selection.interrupt().on('.zoom', null);
    };
  }, []);
  const selected = (): ReturnType<typeof select<HTMLCanvasElement, unknown>> => select(canvas.current!);
  const selectedToMove = (): ReturnType<typeof selected> => {
    isWhereItGlided.current = false;
    return selected();
  };
  return {
    transform,
    moving,
    scaleBy: (factor, around) => behaviour.scaleBy(selectedToMove(), factor, around && [...around]),
    reset: () => behaviour.transform(selectedToMove(), zoomIdentity),
    centre: (x, y) => behaviour.translateTo(selectedToMove(), x, y),
    glideTo: (zoom) => {
      isWhereItGlided.current = true;
      const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
      if (isStill) behaviour.transform(selected(), transformOf(zoom));
      else behaviour.transform(selected().transition().duration(GLIDE_MS), transformOf(zoom));
    },
    jumpTo: (zoom) => behaviour.transform(selected(), transformOf(zoom)),
    isWhereItGlided: () => isWhereItGlided.current,
  };
}

function transformOf({ x, y, k }: Zoom): ZoomTransform {
  return zoomIdentity.translate(x, y).scale(k);
}
