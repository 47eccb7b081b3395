import { mkdtempDisposable, readdir, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { cnn14Spec, DEVICE_FILE, MEL_BANDS } from '@soundalike/audio-core/cnn14';
import { EmbeddingPool, readManifest } from '@soundalike/audio-core';
import { noSoftwareDevice, SOFTWARE_DEVICE, testSignal } from '@soundalike/audio-core/testing';
import { encodeOnnxModel } from '../onnx/onnx-model.ts';
import { NARROW_CHANNELS } from '../testing/random-cnn14.ts';
import { writeRandomCnn14 } from '../testing/random-model.ts';
import { provideDeviceGraph } from './device-graph.ts';
import { DeviceTester } from './test-device.ts';

const { sampleRate } = cnn14Spec.features;
const samples = testSignal(sampleRate, sampleRate);

let folder: string;
beforeEach(async () => {
  const temporary = await mkdtempDisposable(join(tmpdir(), 'cnn14-'));
  folder = temporary.path;
  await writeRandomCnn14(folder, 1, NARROW_CHANNELS);
  return () => temporary.remove();
});

function stubSoftwareDevice(): void {
  for (const [variable, value] of Object.entries(SOFTWARE_DEVICE)) vi.stubEnv(variable, value);
  onTestFinished(() => void vi.unstubAllEnvs());
}

function onSoftwareDevice(onFailure: (reason: string) => void): EmbeddingPool {
  stubSoftwareDevice();
  const device = { name: 'webgpu', workers: 1, onFailure } as const;
  return new EmbeddingPool({ model: 'cnn14', folder, workers: 1, intraOpThreads: 1, device });
}

const onCpu = (): EmbeddingPool => new EmbeddingPool({ model: 'cnn14', folder, workers: 1, intraOpThreads: 1 });

test('the graph is written once, whole, and again if it is another one', async () => {
  const path = join(folder, DEVICE_FILE);
  await provideDeviceGraph(folder, NARROW_CHANNELS);
  const first = await stat(path);
  await provideDeviceGraph(folder, NARROW_CHANNELS);
  expect((await stat(path)).ino).toBe(first.ino);
  await writeFile(path, 'of another version');
  await provideDeviceGraph(folder, NARROW_CHANNELS);
  expect((await stat(path)).size).toBe(first.size);
  expect((await readdir(folder)).filter((name) => name.startsWith(DEVICE_FILE))).toEqual([DEVICE_FILE]);
});

test('a folder that is not there is an error that names the file', () =>
  expect(provideDeviceGraph('/nowhere')).rejects.toMatchObject({
    code: 'MODEL_WRITE_FAILED',
    message: expect.stringContaining(`/nowhere/${DEVICE_FILE}`),
  }));

test.skipIf(noSoftwareDevice !== null)(
  `WebGPU computes the vector of the CPU (${noSoftwareDevice ?? 'SwiftShader'})`,
  async () => {
    await provideDeviceGraph(folder, NARROW_CHANNELS);
    await using device = onSoftwareDevice((reason) => expect.fail(reason));
    await using cpu = onCpu();
    const [got, want] = await Promise.all([device.embed({ samples }), cpu.embed({ samples })]);
    expect(got.embedding.reduce((dot, value, n) => dot + value * want.embedding[n]!, 0)).toBeGreaterThan(0.999_999_9);
    expect(got.soundTags[0]?.label).toBe(want.soundTags[0]?.label);
  },
);

test.skipIf(noSoftwareDevice !== null)(
  `the self-test writes the graph and finds that WebGPU agrees (${noSoftwareDevice ?? 'SwiftShader'})`,
  async () => {
    stubSoftwareDevice();
    const model = { spec: cnn14Spec, folder, manifest: await readManifest(folder, 'cnn14'), channels: NARROW_CHANNELS };
    const trial = await new DeviceTester(model, 1, { seconds: 2 }).test('webgpu');
    expect(trial).toMatchObject({ device: 'webgpu', failure: null });
    expect(1 - trial.cosine!).toBeLessThan(1e-9);
    expect(trial.timesRealTime).toBeGreaterThan(0);
  },
);

test.skipIf(noSoftwareDevice !== null)(
  `a device that fails in the middle of a run costs one track (${noSoftwareDevice ?? 'SwiftShader'})`,
  async () => {
    // It loads, and the device fails when it runs: the shape does not fit.
    await writeFile(
      join(folder, DEVICE_FILE),
      encodeOnnxModel({
        name: 'failing',
        inputs: [{ name: 'rows', dims: ['rows', MEL_BANDS] }],
        outputs: [{ name: 'outputs', dims: ['outputs', NARROW_CHANNELS[5]] }],
        nodes: [{ op: 'Reshape', inputs: ['rows', 'shape'], outputs: ['outputs'] }],
        initializers: [{ name: 'shape', dims: [2], data: BigInt64Array.of(7n, BigInt(NARROW_CHANNELS[5])) }],
      }),
    );
    const reasons: string[] = [];
    await using pool = onSoftwareDevice((reason) => void reasons.push(reason));
    const [lost, next] = await Promise.allSettled([pool.embed({ samples }), pool.embed({ samples })]);
    expect(lost).toMatchObject({
      reason: { code: 'WORKER_CRASHED', message: expect.stringMatching(/^the device failed/u) },
    });
    expect(reasons).toHaveLength(1);
    await using cpu = onCpu();
    expect(next).toEqual({ status: 'fulfilled', value: await cpu.embed({ samples }) });
  },
);
