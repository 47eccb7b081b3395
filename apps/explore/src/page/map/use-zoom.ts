import { select } from 'd3-selection';
import { zoom as zoomBehaviour, zoomIdentity } from 'd3-zoom';
import type { ZoomTransform } from 'd3-zoom';
import type { RefObject } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';

const FURTHEST_OUT = 0.6;
const CLOSEST = 80;
/** After the last movement, until the map is drawn at its finest again. */
const REST_MS = 120;

/** Zooming and moving with mouse, touch, pen and buttons. */
export interface MapZoom {
  readonly transform: ZoomTransform;
  readonly moving: boolean;
  scaleBy(factor: number): void;
  reset(): void;
  /** Brings a point of the unzoomed view into the middle. */
  centre(x: number, y: number): void;
}

export function useZoom(canvas: RefObject<HTMLCanvasElement | null>): MapZoom {
  const [transform, setTransform] = useState<ZoomTransform>(zoomIdentity);
  const [moving, setMoving] = useState(false);
  const behaviour = useMemo(() => zoomBehaviour<HTMLCanvasElement, unknown>().scaleExtent([FURTHEST_OUT, CLOSEST]), []);
  useEffect(() => {
    const selection = select(canvas.current!);
    let rest: ReturnType<typeof setTimeout> | undefined;
    behaviour.on('zoom', (event: { transform: ZoomTransform }) => {
      setTransform(event.transform);
      setMoving(true);
      clearTimeout(rest);
      rest = setTimeout(() => setMoving(false), REST_MS);
    });
    // A double click opens a track twice rather than zooms.
    selection.call(behaviour).on('dblclick.zoom', null);
    return () => {
      clearTimeout(rest);
      selection.on('.zoom', null);
    };
  }, []);
  const selected = (): ReturnType<typeof select<HTMLCanvasElement, unknown>> => select(canvas.current!);
  return {
    transform,
    moving,
    scaleBy: (factor) => behaviour.scaleBy(selected(), factor),
    reset: () => behaviour.transform(selected(), zoomIdentity),
    centre: (x, y) => behaviour.translateTo(selected(), x, y),
  };
}
