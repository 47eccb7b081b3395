import { expect, test } from 'vitest';
import { fitCamera, zoomCamera } from './camera.ts';

test('the entire map fits the view, centred, and zooming applies the transform', () => {
  const camera = fitCamera([-2, 2], [0, 1], 800, 600);
  const at = (x: number): number => x * camera.scale + camera.offsetX;
  expect([at(-2), at(2)]).toEqual([56, 744]);
  expect(0.5 * camera.scale + camera.offsetY).toBe(300);
  const closer = zoomCamera(camera, { x: 10, y: 20, k: 3 });
  expect(2 * closer.scale + closer.offsetX).toBeCloseTo(at(2) * 3 + 10);
});

test.each([[[]], [[3]]])('a map of %j has a finite camera', (x) => {
  expect(Object.values(fitCamera(x, x, 800, 600)).every(Number.isFinite)).toBe(true);
});
