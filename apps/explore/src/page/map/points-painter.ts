import type { Camera, Size } from './camera.ts';
import { scaleCamera } from './camera.ts';
import type { MapPoints } from './map-points.ts';
import { paintPoints } from './paint-points.ts';
import type { Palette } from './palette.ts';
import type { Quality } from './quality.ts';

/** Everything that decides how the points look. */
export interface PointsScene {
  readonly points: MapPoints;
  readonly order: Uint32Array;
  /** Position of the facet's bits in the points' colours. */
  readonly shift: number;
  readonly palette: Palette;
  readonly camera: Camera;
  /** Zoom factor; 1 shows the entire map. */
  readonly zoom: number;
}

/** Paints the points of the map on a canvas. */
export class PointsPainter {
  #image: ImageData | null = null;
  #pixels = new Uint32Array(0);

  /** Paint the scene. @returns the time it took, ms */
  paint(canvas: HTMLCanvasElement, scene: PointsScene, { smooth, share }: Quality): number {
    const start = performance.now();
    const context = canvas.getContext('2d', { alpha: false });
    const { width, height } = canvas;
    if (!context || width === 0 || height === 0) return 0;
    if (this.#image?.width !== width || this.#image.height !== height) {
      this.#image = new ImageData(width, height);
      this.#pixels = new Uint32Array(this.#image.data.buffer);
    }
    const { points, order, shift, palette, camera, zoom } = scene;
    const ratio = width / canvas.clientWidth;
    const limit = Math.ceil(points.loaded * share);
    this.#pixels.fill(palette.ground);
    paintPoints({ pixels: this.#pixels, width, height }, points, {
      camera: scaleCamera(camera, ratio),
      order,
      shift,
      palette: smooth ? palette.pure : palette.mixed,
      opacities: palette.opacities,
      radius: pointRadius(points.total, zoom, sizeOf(canvas)) * ratio,
      smooth,
      limit,
    });
    context.putImageData(this.#image, 0, 0);
    // For measurements.
    canvas.dataset['painted'] = String(limit);
    return performance.now() - start;
  }
}

/** Largest radius of a point of the whole map, as a share of the mean distance between points. */
const MAX_DENSITY = 0.5;

/**
 * Return the radius of a point in CSS pixels: smaller for more points and on smaller screens, larger when zoomed in.
 * @param points number of points
 * @param zoom zoom factor; 1 shows the entire map
 */
export function pointRadius(points: number, zoom: number, { width, height }: Size): number {
  const usual = points > 20_000 ? 1.4 : points > 5_000 ? 1.8 : points > 500 ? 3 : 5;
  const distance = Math.min(width, height) / Math.sqrt(Math.max(1, points));
  return Math.min(9, Math.min(usual, Math.max(0.6, MAX_DENSITY * distance)) * zoom ** 0.4);
}

/** Return the size of an element in CSS pixels. */
export function sizeOf({ clientWidth, clientHeight }: Element): Size {
  return { width: clientWidth, height: clientHeight };
}
