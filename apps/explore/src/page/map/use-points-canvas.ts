import type { RefObject } from 'preact';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { Facet } from '../../map-format/legends.ts';
import { facetShift } from '../../map-format/point-columns.ts';
import { theme } from '../state/display.ts';
import type { Camera } from './camera.ts';
import { paintOrder } from './colouring.ts';
import type { MapPoints } from './map-points.ts';
import { paletteOf, themeColours } from './palette.ts';
import { PointsPainter } from './points-painter.ts';
import { QUALITIES, QualityControl } from './quality.ts';

/** What the canvas of the points shows. */
export interface PointsCanvasOptions {
  readonly points: MapPoints;
  readonly facet: Facet;
  /** Colour number to highlight; null for none. */
  readonly highlighted: number | null;
  /** Whether something more important is drawn over the points. */
  readonly isBehindMarks: boolean;
  readonly camera: Camera;
  readonly zoom: number;
  /** Whether the map is moving: then the points are drawn as well as this machine can at 60 frames per second. */
  readonly moving: boolean;
  /** Size of the canvas as text; empty before the first measurement. */
  readonly size: string;
}

/** Keep a canvas showing the points, at most once for each frame of the screen. */
export function usePointsCanvas(canvas: RefObject<HTMLCanvasElement | null>, options: PointsCanvasOptions): void {
  const { points, facet, highlighted, isBehindMarks, camera, zoom, moving, size } = options;
  const painter = useRef<{ points: PointsPainter; control: QualityControl } | null>(null);
  painter.current ??= { points: new PointsPainter(), control: new QualityControl() };
  const shownTheme = theme();
  const order = useMemo(() => paintOrder(points, facet, highlighted), [points, facet, highlighted]);
  const palette = useMemo(
    () => paletteOf(themeColours(document.documentElement), highlighted, isBehindMarks),
    [shownTheme, highlighted, isBehindMarks],
  );
  const scene = { points, order, shift: facetShift(facet), palette, camera, zoom };
  const { scale, offsetX, offsetY } = camera;
  useLayoutEffect(() => {
    if (size === '') return undefined;
    const frame = requestAnimationFrame(() => {
      if (!canvas.current) return;
      const { points: pointsPainter, control } = painter.current!;
      const time = pointsPainter.paint(canvas.current, scene, moving ? control.quality : QUALITIES[0]!);
      if (moving) control.record(time);
    });
    return () => cancelAnimationFrame(frame);
  }, [order, palette, facet, scale, offsetX, offsetY, zoom, moving, size]);
}
