import { select } from 'd3-selection';
import { zoom as zoomBehaviour, zoomIdentity } from 'd3-zoom';
import { useEffect, useMemo, useState } from 'preact/hooks';
const FURTHEST_OUT = 0.6;
const CLOSEST = 80;
/** After the last movement, until the map is drawn at its finest again. */
const REST_MS = 120;
export function useZoom(canvas) {
  const [transform, setTransform] = useState(zoomIdentity);
  const [moving, setMoving] = useState(false);
  const behaviour = useMemo(() => zoomBehaviour().scaleExtent([FURTHEST_OUT, CLOSEST]), []);
  useEffect(() => {
    const selection = select(canvas.current);
    let rest;
    behaviour.on('zoom', (event) => {
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
  const selected = () => select(canvas.current);
  return {
    transform,
    moving,
    scaleBy: (factor) => behaviour.scaleBy(selected(), factor),
    reset: () => behaviour.transform(selected(), zoomIdentity),
    centre: (x, y) => behaviour.translateTo(selected(), x, y),
  };
}
