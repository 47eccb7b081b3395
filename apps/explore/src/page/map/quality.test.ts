import fc from 'fast-check';
import { expect, test } from 'vitest';
import { QUALITIES, QualityControl } from './quality.ts';

/** Time of a frame on a machine that draws plain discs of the entire map in `plainMs`. */
const timeOf = ({ quality: { smooth, share } }: QualityControl, plainMs: number): number =>
  plainMs * share * (smooth ? 4 : 1);

function settle(plainMs: number): QualityControl {
  const control = new QualityControl();
  for (let frame = 0; frame < 100; frame++) control.record(timeOf(control, plainMs));
  return control;
}

test('a fast machine draws everything smoothly, a slow one as much as fits a frame', () => {
  expect(settle(1).quality).toEqual({ smooth: true, share: 1 });
  expect(settle(5).quality).toEqual({ smooth: false, share: 1 });
  expect(settle(15).quality).toEqual({ smooth: false, share: 1 / 2 });
  expect(settle(1_000).quality).toEqual(QUALITIES.at(-1));
});

test('on any machine the quality stays the same after a few frames', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.01, max: 200, noNaN: true }), (plainMs) => {
      const control = settle(plainMs);
      const { quality } = control;
      for (let frame = 0; frame < 40; frame++) {
        control.record(timeOf(control, plainMs));
        expect(control.quality).toBe(quality);
      }
    }),
  );
});

test('a single slow frame in five changes nothing, and the quality recovers after a slow phase', () => {
  const control = settle(1);
  for (let frame = 0; frame < 50; frame++) control.record(frame % 5 === 0 ? 20 : 4);
  expect(control.quality).toEqual({ smooth: true, share: 1 });
  for (let frame = 0; frame < 60; frame++) control.record(40);
  expect(control.quality).toEqual(QUALITIES.at(-1));
  for (let frame = 0; frame < 60; frame++) control.record(timeOf(control, 1));
  expect(control.quality).toEqual({ smooth: true, share: 1 });
});
