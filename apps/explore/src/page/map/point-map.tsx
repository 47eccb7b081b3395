import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { Facet, Legends } from '../../map-format/legends.ts';
import { api, json } from '../shared/api.ts';
import { trackAddress } from '../shared/addresses.ts';
import { codeOf } from '../shared/problem.ts';
import { useCanvasSize } from '../shared/use-canvas-size.ts';
import { wordsOf } from '../shared/words.ts';
import { wide } from '../state/display.ts';
import { notice } from '../state/notice.ts';
import { play } from '../state/player.ts';
import { fitCamera, keepCentre, placeOf, zoomCamera, zoomTo } from './camera.ts';
import type { Place } from './camera.ts';
import { legendEntries } from './colouring.ts';
import { handleMapKey } from './map-keys.ts';
import { MapLabels, detailsOf } from './map-labels.tsx';
import { MapLegend } from './map-legend.tsx';
import { arrivedMarks } from './map-marks.ts';
import type { MapPoints } from './map-points.ts';
import { MapTracks } from './map-tracks.ts';
import { sizeOf } from './points-painter.ts';
import { useMapMarks } from './use-map-marks.ts';
import { useMarksCanvas } from './use-marks-canvas.ts';
import { usePicking } from './use-picking.ts';
import { usePointsCanvas } from './use-points-canvas.ts';
import { useZoom } from './use-zoom.ts';
import { ZoomButtons } from './zoom-buttons.tsx';

const ZOOM_STEP = 1.6;

interface PointMapProps {
  readonly points: MapPoints;
  readonly legends: Legends;
  /** Called when the server has a newer map. */
  readonly onOutdated: () => void;
}

/** The map: one point per track, similar tracks near each other. */
export function PointMap({ points, legends, onOutdated }: PointMapProps) {
  const { route } = useLocation();
  const canvas = useRef<HTMLCanvasElement>(null);
  const overlay = useRef<HTMLCanvasElement>(null);
  const size = useCanvasSize(canvas);
  useCanvasSize(overlay);
  const zoom = useZoom(canvas);
  const [facet, setFacet] = useState<Facet>('sound');
  const [highlighted, setHighlighted] = useState<number | null>(null);
  const tracks = useMemo(() => new MapTracks(points.version, onOutdated), [points.version]);
  const view = canvas.current && size !== '' ? sizeOf(canvas.current) : { width: 0, height: 0 };
  const base = useMemo(() => fitCamera(points.bounds, view), [points.bounds, size]);
  const camera = zoomCamera(base, zoom.transform);
  const located = useMapMarks(tracks);
  const picking = usePicking({ points, tracks, camera, view, facet, highlighted, start: located.seed });
  const marks = arrivedMarks({ ...located, pointed: picking.pointed }, points.loaded);
  const unzoomed = (point: number): Place => placeOf(base, points.x[point]!, points.y[point]!);
  const isQuestion = marks.way.length + marks.like.length > 0;
  const question = isQuestion ? [...marks.way, ...marks.like, ...marks.unlike, ...marks.neighbours] : [];

  const scene = { points, camera, zoom: zoom.transform.k };
  usePointsCanvas(canvas, { ...scene, facet, highlighted, isBehindMarks: isQuestion, moving: zoom.moving, size });
  useMarksCanvas(overlay, { ...scene, marks }, size);

  // The view changes its size with the window and the player: show the same part of the map in it.
  const shown = useRef({ base, view });
  useLayoutEffect(() => {
    if (view.width === 0) return;
    const before = shown.current;
    shown.current = { base, view };
    if (before.view.width === 0) return;
    if (isQuestion && zoom.isWhereItGlided()) zoom.jumpTo(zoomTo(question.map(unzoomed), view));
    else zoom.jumpTo(keepCentre(zoom.transform, before, shown.current));
  }, [size]);
  // Show all songs of a question.
  useEffect(() => {
    if (isQuestion && size !== '') zoom.glideTo(zoomTo(question.map(unzoomed), view));
  }, [question.join(), size !== '']);
  // Centre an open track, or a track chosen by keys, that is out of view.
  const { seed } = marks;
  const chosen = picking.isByKeys ? picking.pointed : null;
  const isOutOfView = (point: number): boolean => {
    const [x, y] = placeOf(camera, points.x[point]!, points.y[point]!);
    return x <= 0 || y <= 0 || x >= view.width || y >= view.height;
  };
  useEffect(() => {
    if (seed !== null && size !== '' && isOutOfView(seed)) zoom.centre(...unzoomed(seed));
  }, [seed, size !== '']);
  useEffect(() => {
    if (chosen !== null && isOutOfView(chosen)) zoom.centre(...unzoomed(chosen));
  }, [chosen]);

  const open = async (point: number | null): Promise<void> => {
    if (point === null) return;
    try {
      await tracks.load([point]);
      const id = tracks.of(point)?.id;
      if (id === undefined) return;
      if (wide.value) route(trackAddress(id));
      play(await json(api.tracks[':id'].$get({ param: { id } })));
    } catch (error) {
      notice.value = { text: `${wordsOf(codeOf(error)).title}.` };
    }
  };
  const chooseFacet = (next: Facet): void => {
    setFacet(next);
    setHighlighted(null);
  };
  const chosenTrack = chosen === null ? undefined : tracks.of(chosen);
  return (
    <>
      <div class="map-view">
        <canvas
          ref={canvas}
          class="map-canvas"
          data-hovering={marks.pointed !== null}
          data-loaded={points.loaded}
          tabIndex={0}
          role="application"
          aria-label={`Map of ${points.total.toLocaleString('en')} tracks, coloured by ${facet}`}
          aria-describedby="map-help"
          onMouseMove={(event) => picking.onPointer(event.buttons === 0 ? [event.offsetX, event.offsetY] : null)}
          onMouseLeave={() => picking.onPointer(null)}
          onClick={(event) => void open(picking.pick([event.offsetX, event.offsetY]))}
          onFocus={({ currentTarget }) => !currentTarget.matches(':focus-visible') && currentTarget.blur()}
          onBlur={picking.clear}
          onKeyDown={(event) =>
            handleMapKey(event, {
              onMove: picking.move,
              onOpen: () => void open(picking.pointed),
              onLeave: picking.clear,
              onZoom: (step) =>
                zoom.scaleBy(
                  ZOOM_STEP ** step,
                  chosen === null ? undefined : placeOf(camera, points.x[chosen]!, points.y[chosen]!),
                ),
              onFit: () => zoom.reset(),
            })
          }
        />
        <canvas ref={overlay} class="map-marks" aria-hidden="true" />
        {size !== '' && <MapLabels points={points} tracks={tracks} camera={camera} view={view} marks={marks} />}
        <p id="map-help" class="visually-hidden">
          Arrow keys go from track to track, Enter plays and opens one, plus and minus zoom, 0 shows the whole map.
          Every track can also be found by the search.
        </p>
        <p class="visually-hidden" role="status">
          {chosenTrack && [chosenTrack.title, ...detailsOf(chosenTrack)].join(', ')}
        </p>
        <ZoomButtons
          onIn={() => zoom.scaleBy(ZOOM_STEP)}
          onOut={() => zoom.scaleBy(1 / ZOOM_STEP)}
          onFit={() => zoom.reset()}
        />
      </div>
      <MapLegend
        facet={facet}
        onFacet={chooseFacet}
        entries={legendEntries(legends[facet])}
        highlighted={highlighted}
        onHighlight={setHighlighted}
      />
    </>
  );
}
