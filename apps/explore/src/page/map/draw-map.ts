import type { MapColumns } from '../../map/library-map.ts';
import type { Camera } from './camera.ts';
import { NONE, OTHER } from './colouring.ts';
import type { Colouring } from './colouring.ts';

/** Everything that the map shows. Points are indices into the columns. */
export interface Scene {
  readonly columns: MapColumns;
  readonly colouring: Colouring;
  readonly camera: Camera;
  /** Zoom factor; 1 shows the entire map. */
  readonly zoom: number;
  /** Colour number to highlight; null for all. */
  readonly highlighted: number | null;
  readonly seed: number | null;
  readonly neighbours: readonly number[];
  readonly hovered: number | null;
  /** Whether the map is moving: then many points are drawn as squares, which is several times faster. */
  readonly moving: boolean;
}

const MANY = 3_000;
const FAINT = 0.12;

/** Draw the points by colour, then the lines from the seed to its neighbours, then the marked points. */
export function drawMap(canvas: HTMLCanvasElement, scene: Scene): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const { clientWidth: width, clientHeight: height } = canvas;
  const style = getComputedStyle(canvas);
  context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
  context.clearRect(0, 0, width, height);
  const radius = radiusOf(scene);
  const quick = scene.moving && scene.columns.ids.length > MANY;

  // The greys first, so that they are below the colours.
  for (const colour of [NONE, OTHER, ...scene.colouring.points.keys()].slice(0, NONE + 1)) {
    const isHighlighted = scene.highlighted === null || scene.highlighted === colour;
    context.globalAlpha = isHighlighted ? (colour >= OTHER ? 0.55 : 0.85) : FAINT;
    context.fillStyle = style.getPropertyValue(`--map-${colour}`);
    drawPoints(context, scene, scene.colouring.points[colour]!, radius, quick, width, height);
  }
  context.globalAlpha = 1;
  drawRelations(context, scene, radius, style.getPropertyValue('--accent'), style.getPropertyValue('--text'));
}

/** Return the radius of a point in CSS pixels: smaller for more points, larger when zoomed in. */
function radiusOf({ columns, zoom }: Pick<Scene, 'columns' | 'zoom'>): number {
  const base = columns.ids.length > 5_000 ? 1.8 : columns.ids.length > 500 ? 3 : 5;
  return Math.min(9, base * zoom ** 0.4);
}

function drawPoints(
  context: CanvasRenderingContext2D,
  { columns, camera }: Scene,
  points: readonly number[],
  radius: number,
  quick: boolean,
  width: number,
  height: number,
): void {
  context.beginPath();
  for (const point of points) {
    const x = columns.x[point]! * camera.scale + camera.offsetX;
    const y = columns.y[point]! * camera.scale + camera.offsetY;
    if (x < -radius || y < -radius || x > width + radius || y > height + radius) continue;
    if (quick) {
      context.fillRect(x - radius, y - radius, 2 * radius, 2 * radius);
    } else {
      context.moveTo(x + radius, y);
      context.arc(x, y, radius, 0, 2 * Math.PI);
    }
  }
  if (!quick) context.fill();
}

function drawRelations(
  context: CanvasRenderingContext2D,
  { columns, camera, seed, neighbours, hovered }: Scene,
  radius: number,
  accent: string,
  text: string,
): void {
  const at = (point: number): [number, number] => [
    columns.x[point]! * camera.scale + camera.offsetX,
    columns.y[point]! * camera.scale + camera.offsetY,
  ];
  const ring = (point: number, size: number, colour: string, thickness: number): void => {
    context.strokeStyle = colour;
    context.lineWidth = thickness;
    context.beginPath();
    context.arc(...at(point), size, 0, 2 * Math.PI);
    context.stroke();
  };
  if (seed !== null) {
    context.strokeStyle = accent;
    context.lineWidth = 1;
    context.globalAlpha = 0.5;
    context.beginPath();
    for (const neighbour of neighbours) {
      context.moveTo(...at(seed));
      context.lineTo(...at(neighbour));
    }
    context.stroke();
    context.globalAlpha = 1;
    for (const neighbour of neighbours) ring(neighbour, radius + 2.5, accent, 1.5);
    context.fillStyle = accent;
    context.beginPath();
    context.arc(...at(seed), radius + 2, 0, 2 * Math.PI);
    context.fill();
    ring(seed, radius + 5, accent, 2);
  }
  if (hovered !== null) ring(hovered, radius + 3, text, 2);
}
