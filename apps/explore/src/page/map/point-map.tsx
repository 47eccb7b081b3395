import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { Facet, MapColumns } from '../../map/library-map.ts';
import { FitIcon, MinusIcon, PlusIcon } from '../parts/icons.tsx';
import { api, json } from '../shared/api.ts';
import { trackAddress } from '../shared/format.ts';
import { useCanvasSize } from '../shared/use-canvas-size.ts';
import { theme, wide } from '../state/display.ts';
import { openTrack, play } from '../state/player.ts';
import { fitCamera, zoomCamera } from './camera.ts';
import { colouringOf } from './colouring.ts';
import { drawMap } from './draw-map.ts';
import { MapCard } from './map-card.tsx';
import { MapLegend } from './map-legend.tsx';
import { buildPointIndex, nearestPoint } from './nearest-point.ts';
import { useZoom } from './use-zoom.ts';

const ZOOM_STEP = 1.6;
/** Largest distance of the pointer from a point that it selects, CSS pixels. */
const REACH = 14;

/** The map: one point per track, similar tracks near each other. */
export function PointMap({ columns }: { readonly columns: MapColumns }) {
  const { route } = useLocation();
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = useCanvasSize(canvas);
  const isMeasured = size !== '';
  const zoom = useZoom(canvas);
  const [facet, setFacet] = useState<Facet>('sound');
  const [highlighted, setHighlighted] = useState<number | null>(null);
  const [hovered, setHovered] = useState<number | null>(null);
  const colouring = useMemo(() => colouringOf(columns, facet), [columns, facet]);
  const index = useMemo(() => buildPointIndex(columns), [columns]);
  const numbers = useMemo(() => new Map(columns.ids.map((id, point) => [id, point])), [columns]);
  const base = useMemo(
    () => fitCamera(columns.x, columns.y, canvas.current?.clientWidth ?? 0, canvas.current?.clientHeight ?? 0),
    [columns, size],
  );
  const camera = zoomCamera(base, zoom.transform);
  const seed = numbers.get(openTrack.value?.track.id ?? '') ?? null;
  const neighbours = (openTrack.value?.matches ?? []).flatMap(({ track }) => numbers.get(track.id) ?? []);
  const at = (point: number): [number, number] => [
    columns.x[point]! * camera.scale + camera.offsetX,
    columns.y[point]! * camera.scale + camera.offsetY,
  ];
  const colours = theme();

  useLayoutEffect(() => {
    if (!canvas.current || !isMeasured) return undefined;
    const scene = {
      columns,
      colouring,
      camera,
      zoom: zoom.transform.k,
      highlighted,
      seed,
      neighbours,
      hovered,
      moving: zoom.moving,
    };
    const frame = requestAnimationFrame(() => canvas.current && drawMap(canvas.current, scene));
    return () => cancelAnimationFrame(frame);
  }, [columns, colouring, zoom.transform, zoom.moving, highlighted, openTrack.value, hovered, size, colours]);

  // Centre a seed that is out of view.
  useEffect(() => {
    if (seed === null || !canvas.current || !isMeasured) return;
    const [x, y] = at(seed);
    const isVisible = x > 0 && y > 0 && x < canvas.current.clientWidth && y < canvas.current.clientHeight;
    if (!isVisible)
      zoom.centre(columns.x[seed]! * base.scale + base.offsetX, columns.y[seed]! * base.scale + base.offsetY);
  }, [seed, isMeasured]);

  const shown = useMemo(
    () => (highlighted === null ? null : new Set(colouring.points[highlighted])),
    [colouring, highlighted],
  );
  const pick = (event: MouseEvent): number | null => {
    const place = [
      (event.offsetX - camera.offsetX) / camera.scale,
      (event.offsetY - camera.offsetY) / camera.scale,
    ] as const;
    return nearestPoint(columns, index, place, REACH / camera.scale, shown);
  };
  const open = async (point: number | null): Promise<void> => {
    if (point === null) return;
    const id = columns.ids[point]!;
    if (wide.value) route(trackAddress(id));
    const track = await json(api.tracks[':id'].$get({ param: { id } }));
    play(track);
  };
  const chooseFacet = (chosen: Facet): void => {
    setFacet(chosen);
    setHighlighted(null);
  };

  return (
    <>
      <div class="map-view">
        <canvas
          ref={canvas}
          class="map-canvas"
          data-hovering={hovered !== null}
          role="img"
          aria-label={
            `Map of ${columns.ids.length.toLocaleString('en')} tracks, coloured by ${facet}. ` +
            'Every track can also be found by the search.'
          }
          onMouseMove={(event) => setHovered(event.buttons === 0 ? pick(event) : null)}
          onMouseLeave={() => setHovered(null)}
          onClick={(event) => void open(pick(event))}
        />
        {isMeasured && seed !== null && seed !== hovered && (
          <MapCard kind="seed" columns={columns} point={seed} at={at(seed)} />
        )}
        {hovered !== null && <MapCard kind="hover" columns={columns} point={hovered} at={at(hovered)} />}
        <div class="map-buttons" role="group" aria-label="Zoom">
          <button type="button" class="action" aria-label="Zoom in" onClick={() => zoom.scaleBy(ZOOM_STEP)}>
            <PlusIcon />
          </button>
          <button type="button" class="action" aria-label="Zoom out" onClick={() => zoom.scaleBy(1 / ZOOM_STEP)}>
            <MinusIcon />
          </button>
          <button type="button" class="action" aria-label="Show the whole map" onClick={() => zoom.reset()}>
            <FitIcon />
          </button>
        </div>
      </div>
      <MapLegend
        facet={facet}
        onFacet={chooseFacet}
        colouring={colouring}
        highlighted={highlighted}
        onHighlight={setHighlighted}
      />
    </>
  );
}
