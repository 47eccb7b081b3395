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
    this.#pixels.fill(palette.ground);
    paintPoints({ pixels: this.#pixels, width, height }, points, {
      camera: scaleCamera(camera, ratio),
      order,
      shift,
      palette: smooth ? palette.pure : palette.mixed,
      opacities: palette.opacities,
      radius: pointRadius(points.total, zoom) * ratio,
      smooth,
      limit: Math.ceil(points.loaded * share),
    });
    context.putImageData(this.#image, 0, 0);
    return performance.now() - start;
  }
}

/** Return the radius of a point in CSS pixels: smaller for more points, larger when zoomed in. */
export function pointRadius(points: number, zoom: number): number {
  const base = points > 50_000 ? 1.1 : points > 20_000 ? 1.4 : points > 5_000 ? 1.8 : points > 500 ? 3 : 5;
  return Math.min(9, base * zoom ** 0.4);
}

/** Return the size of an element in CSS pixels. */
export function sizeOf({ clientWidth, clientHeight }: Element): Size {
  return { width: clientWidth, height: clientHeight };
}
