import { LogMelStream, modelOf } from '@soundalike/audio-core';
import type { LoadedModel } from '@soundalike/audio-core';
import { noise, tone } from '@soundalike/audio-core/testing';
import { expect, test } from 'vitest';
import type { OpenModel } from './open-models.ts';
import { windowsExtractor } from './model-extractors.ts';

const { spec } = modelOf('musicnn');
const { sampleRate, melBands } = spec.features;

/** Stand-in for the model: its vector is the number of frames and their mean level. */
const counting: LoadedModel = {
  createPooler: () => {
    let frames = 0;
    let sum = 0;
    return {
      push: async (rows) => {
        frames += rows.length / melBands;
        for (const value of rows) sum += value;
      },
      finish: async () => ({ embedding: Float32Array.of(frames, sum / frames), tagProbabilities: new Float32Array(0) }),
    };
  },
  release: async () => undefined,
};
const model: OpenModel = { spec, name: 'counting', spaceId: 'counting', origin: '', folder: '', loaded: counting };

async function extract(samples: Float32Array, pieceLength = 7_001) {
  const extraction = windowsExtractor(model).start();
  for (let start = 0; start < samples.length; start += pieceLength)
    await extraction.push(samples.subarray(start, start + pieceLength));
  return extraction.finish();
}

function direction(samples: Float32Array): [number, number] {
  const stream = new LogMelStream(spec.features);
  const rows = [...stream.push(samples), ...stream.finish()];
  const frames = rows.length / melBands;
  const level = rows.reduce((sum, value) => sum + value, 0) / frames;
  return [frames / Math.hypot(frames, level), level / Math.hypot(frames, level)];
}

const loud = (seconds: number) => noise(seconds, sampleRate, 1, 0.5);
const soft = (seconds: number) => tone(440, seconds, sampleRate, 0.01);
const joined = (...parts: Float32Array[]) => Float32Array.from(parts.flatMap((part) => [...part]));

test('averages the vectors of full windows; the rest is left out', async () => {
  const vectors = await extract(joined(loud(10), soft(10), loud(4)));
  const mean = [0, 1].map((dim) => (direction(loud(10))[dim]! + direction(soft(10))[dim]!) / 2);
  mean.forEach((value, dim) => expect(vectors['all 10 s windows']![dim]).toBeCloseTo(value, 5));
  // At the shares 1/6, 1/2 and 5/6 of two windows: the first, the second and the second.
  const three = [0, 1].map((dim) => (direction(loud(10))[dim]! + 2 * direction(soft(10))[dim]!) / 3);
  three.forEach((value, dim) => expect(vectors['three 10 s windows']![dim]).toBeCloseTo(value, 5));
});

test('a track shorter than a window is one window; a silent window is skipped', async () => {
  const short = await extract(loud(4));
  direction(loud(4)).forEach((value, dim) => expect(short['all 10 s windows']![dim]).toBeCloseTo(value, 5));
  const half = await extract(joined(new Float32Array(10 * sampleRate), loud(10)));
  direction(loud(10)).forEach((value, dim) => expect(half['all 10 s windows']![dim]).toBeCloseTo(value, 5));
});

test('a silent or too short track fails as in the model', async () => {
  await expect(extract(new Float32Array(20 * sampleRate))).rejects.toMatchObject({ code: 'SILENT' });
  await expect(extract(loud(0.5))).rejects.toMatchObject({ code: 'TOO_SHORT' });
});
