import { createHash } from 'node:crypto';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InferenceSession, Tensor } from '../../onnx/onnx-runtime.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TrackEmbedder } from '../../embed/track-embedder.ts';
import type { LoadedModel } from '../loaded-model.ts';
import { LogMelStream } from '../../features/log-mel.ts';
import { testSignal } from '../../testing/signals.ts';
import { readManifest } from '../read-manifest.ts';
import golden from './golden/musicnn-golden.json' with { type: 'json' };
import { loadMusicnn, loadMusicnnParts, MUSICNN_CPU_FILE, MUSICNN_FILE, musicnnFolder } from './load-musicnn.ts';
import { musicnnSpec, NETWORK_DIMS, PATCH_FRAMES } from './musicnn-spec.ts';
import { PROJECTION_FILE } from './projection.ts';

const { sampleRate, melBands } = musicnnSpec.features;

/** A valid ONNX model with the names of musicnn's input and outputs: two Relu nodes over [batch, 10]. */
const OTHER_GRAPH = Buffer.from(
  'CAgSCnNvdW5kYWxpa2U6pgEKIQoGbG9nTWVsEgllbWJlZGRpbmcaBlJlbHVfMCIEUmVsdQocCgZsb2dNZWwSBHRhZ3MaBlJlbHVf' +
    'MSIEUmVsdRIFb3RoZXJaHQoGbG9nTWVsEhMKEQgBEg0KBxIFYmF0Y2gKAggKYiAKCWVtYmVkZGluZxITChEIARINCgcSBWJhdGNo' +
    'CgIICmIbCgR0YWdzEhMKEQgBEg0KBxIFYmF0Y2gKAggKQgIQEQ==',
  'base64',
);

function decodeFloats(base64: string): Float32Array {
  return new Float32Array(new Uint8Array(Buffer.from(base64, 'base64')).buffer);
}

function cosine(a: Float32Array, b: Float32Array): number {
  const dot = (x: Float32Array, y: Float32Array): number => x.reduce((sum, value, index) => sum + value * y[index]!, 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

function signalOf({
  samples,
  seed,
  level,
}: {
  samples: number;
  seed: number;
  level: number;
}): Float32Array<ArrayBuffer> {
  return testSignal(samples, sampleRate, seed).map((value) => value * level);
}

/** Return all complete patches of a signal, row-major [patches, 187, 96]. */
function patchesOf(samples: Float32Array): Float32Array {
  const stream = new LogMelStream(musicnnSpec.features);
  const frames = Float32Array.of(...stream.push(samples), ...stream.finish());
  return frames.slice(0, frames.length - (frames.length % (PATCH_FRAMES * melBands)));
}

/** Return what is pooled of the network's features of a signal. */
async function partsOf(
  model: LoadedModel,
  samples: Float32Array,
): Promise<{ network: Float32Array; deviation: Float32Array }> {
  const pooler = model.createPooler();
  const stream = new LogMelStream(musicnnSpec.features, pooler.onFrame?.bind(pooler));
  await pooler.push(stream.push(samples));
  await pooler.push(stream.finish());
  const { embedding } = await pooler.finish();
  return {
    network: embedding.subarray(0, NETWORK_DIMS),
    deviation: embedding.subarray(NETWORK_DIMS, 2 * NETWORK_DIMS),
  };
}

describe('against the published package', () => {
  let session: InferenceSession;
  let model: LoadedModel;
  let parts: LoadedModel;
  beforeAll(async () => {
    parts = await loadMusicnnParts(musicnnFolder(), { intraOpThreads: 1 });
    session = await InferenceSession.create(join(musicnnFolder(), MUSICNN_FILE));
    model = await loadMusicnn(musicnnFolder(), { intraOpThreads: 1 });
  });
  afterAll(async () => {
    await session.release();
    await model.release();
    await parts.release();
  });

  it.each(golden)('computes the same for every patch of $samples samples at level $level', async (expected) => {
    const patches = patchesOf(signalOf(expected));
    const count = patches.length / (PATCH_FRAMES * melBands);
    expect(count).toBe(expected.patches);
    const outputs = await session.run({ logMel: new Tensor('float32', patches, [count, PATCH_FRAMES, melBands]) });
    for (const name of ['pooled', 'penultimate', 'tags'] as const) {
      const ours = outputs[name]!.data as Float32Array;
      const theirs = decodeFloats(expected[name]);
      expect(ours.length).toBe(theirs.length);
      const width = theirs.length / count;
      for (let patch = 0; patch < count; patch++) {
        const row = [patch * width, (patch + 1) * width] as const;
        expect(cosine(ours.subarray(...row), theirs.subarray(...row)), `${name}, patch ${patch}`).toBeGreaterThan(
          0.9999,
        );
      }
    }
  });

  it('computes the same with both graphs', async () => {
    const cpu = await InferenceSession.create(join(musicnnFolder(), MUSICNN_CPU_FILE));
    for (const [seed, level] of [0, 1e-3, 0.1, 1].entries()) {
      const patches = patchesOf(signalOf({ samples: 7 * sampleRate, seed: seed + 1, level }));
      const count = patches.length / (PATCH_FRAMES * melBands);
      const feeds = { logMel: new Tensor('float32', patches, [count, PATCH_FRAMES, melBands]) };
      const [plain, fast] = [await session.run(feeds), await cpu.run(feeds)];
      for (const name of ['embedding', 'tags'] as const) {
        const [theirs, ours] = [plain[name]!.data, fast[name]!.data] as [Float32Array, Float32Array];
        const width = theirs.length / count;
        for (let start = 0; start < theirs.length; start += width)
          expect(cosine(ours.subarray(start, start + width), theirs.subarray(start, start + width))).toBeGreaterThan(
            1 - 1e-9,
          );
      }
    }
    await cpu.release();
  });

  it.each(golden)(
    'computes the same features of a track and tags for $samples samples at level $level',
    async (expected) => {
      const signal = signalOf(expected);
      const { network, deviation } = await partsOf(parts, signal);
      expect(cosine(network, decodeFloats(expected.storedVector))).toBeGreaterThan(0.9999);
      // A track of one patch has no deviation.
      expect(deviation.every((value) => (expected.patches === 1 ? Number.isNaN(value) : value >= 0))).toBe(true);
      const embedder = new TrackEmbedder(musicnnSpec, model);
      await embedder.push(signal);
      const { soundTags } = await embedder.finish();
      const theirs = decodeFloats(expected.tags);
      const labels = soundTags.filter(({ label }) => musicnnSpec.labels.includes(label));
      expect(labels).toHaveLength(10);
      for (const { label, score } of labels) {
        const tag = musicnnSpec.labels.indexOf(label);
        const rows = Array.from(
          { length: expected.patches },
          (_, patch) => theirs[patch * musicnnSpec.labels.length + tag]!,
        );
        expect(score, label).toBeCloseTo(rows.reduce((sum, value) => sum + value, 0) / rows.length, 3);
      }
    },
  );
});

describe('the model folder', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'musicnn-'));
    await copyFile(join(musicnnFolder(), PROJECTION_FILE), join(folder, PROJECTION_FILE));
  });
  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  it('has a manifest that matches its files', async () => {
    const manifest = await readManifest(musicnnFolder(), 'musicnn');
    const files = await Promise.all(
      [MUSICNN_FILE, PROJECTION_FILE].map(async (name) => ({
        name,
        bytes: await readFile(join(musicnnFolder(), name)),
      })),
    );
    expect(manifest.files).toEqual(files.map(({ name, bytes }) => ({ name, bytes: bytes.length })));
    const digest = createHash('sha256');
    for (const { bytes } of files) digest.update(bytes);
    expect(manifest.weightsDigest).toBe(digest.digest('hex'));
  });

  it('is rejected without the file', async () => {
    await expect(loadMusicnn(join(folder, 'none'), { intraOpThreads: 1 })).rejects.toMatchObject({
      code: 'MODEL_INVALID',
    });
  });

  it('is rejected with a file that is not a model', async () => {
    await writeFile(join(folder, MUSICNN_CPU_FILE), 'no model');
    await expect(loadMusicnn(folder, { intraOpThreads: 1 })).rejects.toMatchObject({ code: 'MODEL_INVALID' });
  });

  it('is rejected with another graph', async () => {
    await writeFile(join(folder, MUSICNN_CPU_FILE), OTHER_GRAPH);
    await expect(loadMusicnn(folder, { intraOpThreads: 1 })).rejects.toMatchObject({ code: 'MODEL_INVALID' });
  });

  it('is rejected with a projection of another shape', async () => {
    const other = await mkdtemp(join(tmpdir(), 'musicnn-'));
    await copyFile(join(musicnnFolder(), MUSICNN_CPU_FILE), join(other, MUSICNN_CPU_FILE));
    await writeFile(join(other, PROJECTION_FILE), Float32Array.of(1, 1, 5, 0, 1, 1));
    await expect(loadMusicnn(other, { intraOpThreads: 1 })).rejects.toMatchObject({ code: 'MODEL_INVALID' });
    await rm(other, { recursive: true });
  });
});

describe('the projected vector', () => {
  let model: LoadedModel;
  beforeAll(async () => {
    model = await loadMusicnn(musicnnFolder(), { intraOpThreads: 1 });
  });
  afterAll(() => model.release());

  const vectorOf = async (samples: Float32Array): Promise<Float32Array> => {
    const embedder = new TrackEmbedder(musicnnSpec, model);
    await embedder.push(samples);
    return (await embedder.finish()).embedding;
  };

  it('exists for a click in silence, which has no timbre', async () => {
    const click = new Float32Array(5 * sampleRate);
    click[40_000] = 2e-4;
    const vector = await vectorOf(click);
    expect(vector.length).toBe(musicnnSpec.dims);
    expect(Math.hypot(...vector)).toBeCloseTo(1, 6);
  });

  it('hears the rhythm: a sound in another order has another vector', async () => {
    const sound = testSignal(12 * sampleRate, sampleRate, 9);
    const beats = sound.map((value, n) => (n % 8000 < 2000 ? value : value / 8));
    const drone = sound.map((value) => value / 2);
    expect(cosine(await vectorOf(beats), await vectorOf(drone))).toBeLessThan(0.9);
  });
});
