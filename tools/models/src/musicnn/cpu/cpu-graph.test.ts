import { describe, expect, it } from 'vitest';
import { InferenceSession, Tensor } from '@soundalike/audio-core/onnx-runtime';
import { encodeOnnxModel } from '@soundalike/model-builder';
import type { OnnxGraph } from '@soundalike/model-builder';
import type { CheckpointTensor } from '../checkpoint-variables.ts';
import { FRAMES, MEL_BANDS, musicnnGraph } from '../musicnn-graph.ts';
import { randomMusicnn } from '../testing/random-musicnn.ts';
import { musicnnCpuGraph } from './cpu-graph.ts';

const FRONT_END = 561;
const LAYER = 64;

type Variables = Map<string, CheckpointTensor>;

function randomNetwork(): Variables {
  return new Map([...randomMusicnn()].filter(([name]) => !/Adam|beta1_power/u.test(name)));
}

/** Shrink the weights of some filters as training does. */
function kill(variables: Variables, layer: string, isDead: (filter: number) => boolean): void {
  const { dims, data } = variables.get(`${layer}/kernel`)!;
  const filters = dims.at(-1)!;
  variables.set(`${layer}/kernel`, {
    dims,
    data: data.map((weight, index) => (isDead(index % filters) ? 1e-20 * weight : weight)),
  });
}

/** State that some features did not vary in training. */
function setConstant(variables: Variables, isConstant: (feature: number) => boolean): void {
  const name = 'batch_normalization_9/moving_variance';
  const { dims, data } = variables.get(name)!;
  variables.set(name, {
    dims,
    data: data.map((variance, index) => (isConstant(Math.floor(index / 2)) ? 0 : variance)),
  });
}

/** A network of which about half of all filters are dead, in other places in each layer. */
function prunedNetwork(): Variables {
  const variables = randomNetwork();
  const isOdd = (filter: number): boolean => filter % 2 === 1;
  for (const index of [0, 1, 2, 3, 4]) kill(variables, index === 0 ? 'conv2d' : `conv2d_${index}`, isOdd);
  const dead = [(row: number) => row % 3 > 0, (row: number) => row % 4 > 0, (row: number) => row % 2 > 0];
  dead.forEach((isDead, layer) => kill(variables, `conv2d_${5 + layer}`, isDead));
  const sizes = [204, 204, 51, 51, 51];
  setConstant(variables, (feature) => {
    if (feature < FRONT_END) {
      let first = 0;
      for (const size of sizes) {
        if (feature < first + size) return isOdd(feature - first);
        first += size;
      }
    }
    const layer = Math.floor((feature - FRONT_END) / LAYER);
    return dead.slice(0, layer + 1).every((isDead) => isDead((feature - FRONT_END) % LAYER));
  });
  return variables;
}

async function run(graph: OnnxGraph, patches: Float32Array): Promise<Record<'embedding' | 'tags', Float32Array>> {
  const session = await InferenceSession.create(encodeOnnxModel(graph));
  const logMel = new Tensor('float32', patches, [patches.length / (FRAMES * MEL_BANDS), FRAMES, MEL_BANDS]);
  const { embedding, tags } = await session.run({ logMel }, ['embedding', 'tags']);
  await session.release();
  return { embedding: embedding!.data as Float32Array, tags: tags!.data as Float32Array };
}

describe('musicnnCpuGraph', () => {
  it.each<[string, () => Variables]>([
    ['all filters', randomNetwork],
    ['dead filters in each layer', prunedNetwork],
  ])('computes the same as musicnnGraph with %s', async (_, network) => {
    const patches = Float32Array.from({ length: 2 * FRAMES * MEL_BANDS }, (__, n) => 2 + 2 * Math.sin(n * n));
    const expected = await run(musicnnGraph(network()), patches);
    const got = await run(musicnnCpuGraph(network()), patches);
    for (const name of ['embedding', 'tags'] as const) {
      const most = expected[name].reduce((sum, value) => Math.max(sum, Math.abs(value)), 0);
      expect(got[name].length).toBe(expected[name].length);
      got[name].forEach((value, n) => expect(Math.abs(value - expected[name][n]!)).toBeLessThan(2e-6 * most));
      // Both patches are different.
      expect(got[name].slice(0, 10)).not.toEqual(got[name].slice(got[name].length / 2, got[name].length / 2 + 10));
    }
  });

  it('refuses a network in which other values varied than those of filters with weights', () => {
    const variables = randomNetwork();
    setConstant(variables, (feature) => feature === 3);
    expect(() => musicnnCpuGraph(variables)).toThrow(
      expect.objectContaining({ code: 'CHECKPOINT_INVALID', message: expect.stringContaining('1504 values vary') }),
    );
  });
});
