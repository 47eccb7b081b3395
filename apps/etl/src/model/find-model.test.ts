import { expect, test } from 'vitest';
import { FAKE_SPACE } from '../testing/fake-audio.ts';
import { refuseStandIn } from './find-model.ts';

const space = { ...FAKE_SPACE, model: 'musicnn' };
const served = { ...FAKE_SPACE, model: 'cnn14' };

test('a stand-in is refused for a library of another model', () => {
  expect(() => refuseStandIn({ space, notice: 'stands in' }, served)).toThrow(
    expect.objectContaining({ code: 'MODEL_MISSING' }),
  );
});

test.each([
  ['a chosen model', null, served],
  ['a stand-in that the library is embedded with', 'stands in', space],
  ['a stand-in for the first library', 'stands in', null],
])('%s is accepted', (_, notice, current) => expect(() => refuseStandIn({ space, notice }, current)).not.toThrow());
