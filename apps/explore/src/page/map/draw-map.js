import { NONE, OTHER } from './map-data.ts';
const MANY = 3_000;
const FAINT = 0.12;
/** Draws the scene: the points by colour, then the lines from the seed to its neighbours, then what is picked out. */
export function drawMap(canvas, scene) {
  const context = canvas.getContext('2d');
  if (!context) return;
  const { clientWidth: width, clientHeight: height } = canvas;
  const style = getComputedStyle(canvas);
  context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
  context.clearRect(0, 0, width, height);
  const radius = radiusOf(scene);
  const quick = scene.moving && scene.columns.ids.length > MANY;
  // The greys first, so that they lie below the colours.
  for (const colour of [NONE, OTHER, ...scene.colouring.points.keys()].slice(0, NONE + 1)) {
    const isBroughtOut = scene.broughtOut === null || scene.broughtOut === colour;
    context.globalAlpha = isBroughtOut ? (colour >= OTHER ? 0.55 : 0.85) : FAINT;
    context.fillStyle = style.getPropertyValue(`--map-${colour}`);
    drawPoints(context, scene, scene.colouring.points[colour], radius, quick, width, height);
  }
  context.globalAlpha = 1;
  drawRelations(context, scene, radius, style.getPropertyValue('--accent'), style.getPropertyValue('--text'));
}
/** CSS pixels: small where points are many, larger as one comes closer. */
export function radiusOf({ columns, zoom }) {
  const base = columns.ids.length > 5_000 ? 1.8 : columns.ids.length > 500 ? 3 : 5;
  return Math.min(9, base * zoom ** 0.4);
}
function drawPoints(context, { columns, camera }, points, radius, quick, width, height) {
  context.beginPath();
  for (const point of points) {
    const x = columns.x[point] * camera.scale + camera.offsetX;
    const y = columns.y[point] * camera.scale + camera.offsetY;
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
function drawRelations(context, { columns, camera, seed, neighbours, hovered }, radius, accent, text) {
  const at = (point) => [
    columns.x[point] * camera.scale + camera.offsetX,
    columns.y[point] * camera.scale + camera.offsetY,
  ];
  const ring = (point, size, colour, thickness) => {
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
