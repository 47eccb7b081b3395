import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitCamera, keepCentre, placeOf, scaleCamera, zoomCamera, zoomTo } from './camera.ts';

const VIEW = { width: 800, height: 600 };

test('the entire map fits the view, centred, and zooming applies the transform', () => {
  const camera = fitCamera({ left: -2, right: 2, top: 0, bottom: 1 }, VIEW);
  expect([placeOf(camera, -2, 0.5), placeOf(camera, 2, 0.5)]).toEqual([
    [56, 300],
    [744, 300],
  ]);
  const closer = zoomCamera(camera, { x: 10, y: 20, k: 3 });
  expect(placeOf(closer, 2, 0)[0]).toBeCloseTo(744 * 3 + 10);
  expect(placeOf(scaleCamera(camera, 2), 2, 0.5)).toEqual([1488, 600]);
});

test.each([0, 3])('a map with all points at %d has a finite camera', (at) => {
  expect(Object.values(fitCamera({ left: at, right: at, top: at, bottom: at }, VIEW)).every(Number.isFinite)).toBe(
    true,
  );
});

test('any places are within the view after zooming to them, and centred', () => {
  const place = fc.tuple(
    fc.double({ min: -500, max: 1500, noNaN: true }),
    fc.double({ min: 0, max: 700, noNaN: true }),
  );
  fc.assert(
    fc.property(fc.array(place, { minLength: 1, maxLength: 20 }), (places) => {
      const zoom = zoomTo(places, VIEW);
      const seen = places.map(([x, y]) => [x * zoom.k + zoom.x, y * zoom.k + zoom.y] as const);
      const [xs, ys] = [seen.map(([x]) => x), seen.map(([, y]) => y)];
      expect((Math.min(...xs) + Math.max(...xs)) / 2).toBeCloseTo(400, 3);
      expect((Math.min(...ys) + Math.max(...ys)) / 2).toBeCloseTo(300, 3);
      expect(zoom.k).toBeGreaterThanOrEqual(0.6);
      expect(zoom.k).toBeLessThanOrEqual(12);
      if (zoom.k > 0.6) for (const [x, y] of seen) expect(x > 0 && x < 800 && y > 0 && y < 600).toBe(true);
    }),
  );
});

test('what is in the middle of the view stays there when its size changes', () => {
  const bounds = { left: -2, right: 2, top: 0, bottom: 1 };
  const viewOf = (width: number, height: number) => ({
    base: fitCamera(bounds, { width, height }),
    view: { width, height },
  });
  const [before, after] = [viewOf(780, 594), viewOf(780, 510)];
  const whole = keepCentre({ x: 0, y: 0, k: 1 }, before, after);
  expect([whole.x, whole.y, whole.k].map((value) => Math.round(value * 1e6))).toEqual([0, 0, 1e6]);
  const zoom = { x: -3000, y: -2500, k: 9 };
  const { scale, offsetX, offsetY } = zoomCamera(before.base, zoom);
  const centre = [(390 - offsetX) / scale, (297 - offsetY) / scale] as const;
  const kept = placeOf(zoomCamera(after.base, keepCentre(zoom, before, after)), ...centre);
  expect(kept[0]).toBeCloseTo(390);
  expect(kept[1]).toBeCloseTo(255);
});
