import type { Camera, Place } from './camera.ts';
import { placeOf } from './camera.ts';
import type { Marks } from './map-marks.ts';
import type { MapPoints } from './map-points.ts';
import { numberedStops } from './numbered-stops.ts';
import { pointRadius, sizeOf } from './points-painter.ts';

/** Radius of a numbered stop, CSS pixels. */
const STOP_RADIUS = 10;
const SMALL_STOP_RADIUS = 4;

/** More liked songs than these, as all of an artist, are not connected with each match. */
const MAX_CONNECTED = 6;

/** What `drawMarks` needs to know about the map. */
export interface MarksScene {
  readonly points: MapPoints;
  readonly camera: Camera;
  /** Zoom factor; 1 shows the entire map. */
  readonly zoom: number;
  readonly marks: Marks;
}

/** Drawing on one canvas, in CSS pixels. */
interface Pen {
  readonly context: CanvasRenderingContext2D;
  /** Colours of the theme. */
  readonly colours: Readonly<Record<'accent' | 'onAccent' | 'text' | 'ground', string>>;
  /** Radius of the points. */
  readonly radius: number;
  readonly at: (point: number) => Place;
}

/** Draw what is marked: lines to the neighbours, the seed, liked and disliked songs, a way, and the chosen point. */
export function drawMarks(canvas: HTMLCanvasElement, { points, camera, zoom, marks }: MarksScene): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const { width, height } = sizeOf(canvas);
  const style = getComputedStyle(canvas);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  context.setTransform(canvas.width / Math.max(1, width), 0, 0, canvas.height / Math.max(1, height), 0, 0);
  context.clearRect(0, 0, width, height);
  const pen: Pen = {
    context,
    colours: {
      accent: colour('--accent'),
      onAccent: colour('--on-accent'),
      text: colour('--text'),
      ground: colour('--surface'),
    },
    radius: pointRadius(points.total, zoom, { width, height }),
    at: (point) => placeOf(camera, points.x[point]!, points.y[point]!),
  };
  const centres = marks.seed === null ? marks.like : [marks.seed];
  if (centres.length <= MAX_CONNECTED) drawLines(pen, centres, marks.neighbours);
  for (const neighbour of marks.neighbours) drawRing(pen, neighbour, pen.radius + 2.5, pen.colours.accent, 1.5);
  for (const centre of centres) drawCentre(pen, centre);
  for (const point of marks.unlike) drawCross(pen, point);
  drawWay(pen, marks.way);
  if (marks.pointed !== null) {
    drawRing(pen, marks.pointed, pen.radius + 3, pen.colours.ground, 5);
    drawRing(pen, marks.pointed, pen.radius + 3, pen.colours.text, 2);
  }
}

function drawLines({ context, colours, at }: Pen, centres: readonly number[], neighbours: readonly number[]): void {
  context.strokeStyle = colours.accent;
  context.lineWidth = 1;
  // Many lines must not become one area.
  context.globalAlpha = 0.5 / Math.max(1, centres.length);
  context.beginPath();
  for (const centre of centres) {
    for (const neighbour of neighbours) {
      context.moveTo(...at(centre));
      context.lineTo(...at(neighbour));
    }
  }
  context.stroke();
  context.globalAlpha = 1;
}

function drawRing({ context, at }: Pen, point: number, size: number, colour: string, thickness: number): void {
  context.strokeStyle = colour;
  context.lineWidth = thickness;
  context.beginPath();
  context.arc(...at(point), size, 0, 2 * Math.PI);
  context.stroke();
}

function drawDisc({ context, at }: Pen, point: number, size: number, colour: string): void {
  context.fillStyle = colour;
  context.beginPath();
  context.arc(...at(point), size, 0, 2 * Math.PI);
  context.fill();
}

function drawCentre(pen: Pen, point: number): void {
  const radius = Math.max(4, pen.radius + 2);
  drawDisc(pen, point, radius, pen.colours.accent);
  drawRing(pen, point, radius + 3, pen.colours.accent, 2);
}

/** Mark a disliked song by a crossed out disc, which differs by more than its colour. */
function drawCross(pen: Pen, point: number): void {
  const radius = Math.max(6, pen.radius + 3);
  drawDisc(pen, point, radius, pen.colours.ground);
  drawRing(pen, point, radius, pen.colours.text, 2);
  const [x, y] = pen.at(point);
  const half = radius * 0.5;
  pen.context.beginPath();
  pen.context.moveTo(x - half, y - half);
  pen.context.lineTo(x + half, y + half);
  pen.context.moveTo(x + half, y - half);
  pen.context.lineTo(x - half, y + half);
  pen.context.stroke();
}

function drawWay(pen: Pen, way: readonly number[]): void {
  if (way.length === 0) return;
  const { context, colours, at } = pen;
  const places = way.map(at);
  for (const [colour, thickness] of [
    [colours.ground, 6],
    [colours.accent, 2.5],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = thickness;
    context.lineJoin = 'round';
    context.beginPath();
    for (const place of places) context.lineTo(...place);
    context.stroke();
  }
  const numbered = numberedStops(places, 2 * STOP_RADIUS + 2);
  way.forEach((point, stop) => {
    if (numbered.has(stop)) return;
    drawDisc(pen, point, SMALL_STOP_RADIUS, colours.accent);
    drawRing(pen, point, SMALL_STOP_RADIUS, colours.ground, 1.5);
  });
  const { fontFamily } = getComputedStyle(document.body);
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  // Backwards, so that the first stops are above later ones.
  for (const stop of [...numbered].sort((a, b) => b - a)) {
    const [x, y] = places[stop]!;
    drawDisc(pen, way[stop]!, STOP_RADIUS, colours.accent);
    drawRing(pen, way[stop]!, STOP_RADIUS + 1, colours.ground, 2);
    context.font = `650 ${stop < 99 ? 11 : 9}px ${fontFamily}`;
    context.fillStyle = colours.onAccent;
    context.fillText(String(stop + 1), x, y + 0.5);
  }
}
