import { expect, test } from 'vitest';
import { FAKE_SPACE } from '../testing/fake-embed.ts';
import { refuseStandIn } from './refuse-stand-in.ts';

const space = { ...FAKE_SPACE, model: 'musicnn' };
const served = { ...FAKE_SPACE, model: 'cnn14' };

test('a stand-in does not take over a library of another model', () => {
  expect(() => refuseStandIn({ space, notice: 'stands in' }, served)).toThrow(
    expect.objectContaining({ code: 'MODEL_MISSING' }),
  );
});

test.each([
  ['a model that was chosen', null, served],
  ['a stand-in that the library is embedded with', 'stands in', space],
  ['a stand-in for the first library', 'stands in', null],
])('%s is taken', (_, notice, current) => expect(() => refuseStandIn({ space, notice }, current)).not.toThrow());
