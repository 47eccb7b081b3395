import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import { theme } from '../state/display.ts';
import { drawMarks } from './draw-marks.ts';
import type { MarksScene } from './draw-marks.ts';

/** Keep a canvas over the points showing the marks. @param size of the canvas as text; empty before the first measurement */
export function useMarksCanvas(canvas: RefObject<HTMLCanvasElement | null>, scene: MarksScene, size: string): void {
  const { points, camera, zoom, marks } = scene;
  const { scale, offsetX, offsetY } = camera;
  const shownTheme = theme();
  const key = JSON.stringify(marks);
  useLayoutEffect(() => {
    if (size === '') return undefined;
    const frame = requestAnimationFrame(() => canvas.current && drawMarks(canvas.current, scene));
    return () => cancelAnimationFrame(frame);
  }, [points, scale, offsetX, offsetY, zoom, key, size, shownTheme]);
}
