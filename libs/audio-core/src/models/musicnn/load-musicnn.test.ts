import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
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
import { loadMusicnn, MUSICNN_FILE, musicnnFolder } from './load-musicnn.ts';
import { musicnnSpec, PATCH_FRAMES } from './musicnn-spec.ts';

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

describe('against the published package', () => {
  let session: InferenceSession;
  let model: LoadedModel;
  beforeAll(async () => {
    session = await InferenceSession.create(join(musicnnFolder(), MUSICNN_FILE));
    model = await loadMusicnn(musicnnFolder(), { intraOpThreads: 1 });
  });
  afterAll(async () => {
    await session.release();
    await model.release();
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

  it.each(golden)('computes the same track vector and tags for $samples samples at level $level', async (expected) => {
    const embedder = new TrackEmbedder(musicnnSpec, model);
    await embedder.push(signalOf(expected));
    const { embedding, soundTags } = await embedder.finish();
    expect(cosine(embedding, decodeFloats(expected.storedVector))).toBeGreaterThan(0.9999);
    const theirs = decodeFloats(expected.tags);
    for (const { label, score } of soundTags) {
      const tag = musicnnSpec.labels.indexOf(label);
      const rows = Array.from(
        { length: expected.patches },
        (_, patch) => theirs[patch * musicnnSpec.labels.length + tag]!,
      );
      expect(score, label).toBeCloseTo(rows.reduce((sum, value) => sum + value, 0) / rows.length, 3);
    }
  });
});

describe('the model folder', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'musicnn-'));
  });
  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  it('has a manifest that matches its files', async () => {
    const manifest = await readManifest(musicnnFolder(), 'musicnn');
    const bytes = await readFile(join(musicnnFolder(), MUSICNN_FILE));
    const digest = Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex');
    expect(manifest.files).toEqual([{ name: MUSICNN_FILE, bytes: bytes.length }]);
    expect(manifest.weightsDigest).toBe(digest);
  });

  it('is rejected without the file', async () => {
    await expect(loadMusicnn(join(folder, 'none'), { intraOpThreads: 1 })).rejects.toMatchObject({
      code: 'MODEL_INVALID',
    });
  });

  it('is rejected with a file that is not a model', async () => {
    await writeFile(join(folder, MUSICNN_FILE), 'no model');
    await expect(loadMusicnn(folder, { intraOpThreads: 1 })).rejects.toMatchObject({ code: 'MODEL_INVALID' });
  });

  it('is rejected with another graph', async () => {
    await writeFile(join(folder, MUSICNN_FILE), OTHER_GRAPH);
    await expect(loadMusicnn(folder, { intraOpThreads: 1 })).rejects.toMatchObject({ code: 'MODEL_INVALID' });
  });
});
