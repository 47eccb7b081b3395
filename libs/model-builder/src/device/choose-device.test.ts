import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { modelOf, musicnnFolder, offeredDevices, readManifest } from '@soundalike/audio-core';
import { NO_DEVICE } from '@soundalike/audio-core/testing';
import { chooseDevice, describeTrial } from './choose-device.ts';
import { agrees, DeviceTester } from './test-device.ts';
import type { TestedModel } from './test-device.ts';

const isLinux = process.platform === 'linux';
/** Linux has neither CoreML nor DirectML. */
const missing = process.platform === 'win32' ? 'coreml' : 'directml';

let model: TestedModel;
beforeEach(async () => {
  model = {
    spec: modelOf('musicnn').spec,
    folder: musicnnFolder(),
    manifest: await readManifest(musicnnFolder(), 'musicnn'),
  };
});
afterEach(() => void vi.unstubAllEnvs());

function stubAll(variables: Readonly<Record<string, string>>): void {
  for (const [variable, value] of Object.entries(variables)) vi.stubEnv(variable, value);
}

test.skipIf(!isLinux)('auto without a device takes the CPU, and says why for each device (Linux)', async () => {
  stubAll(NO_DEVICE);
  const { device, reason } = await chooseDevice(model, 'auto', 1);
  expect(device).toBe('cpu');
  expect(reason).toMatch(/^The model runs on the CPU: webgpu cannot be used \(.*adapter.*\)/u);
  for (const each of offeredDevices()) expect(reason).toContain(each);
});

test.skipIf(!isLinux)('a device that was named and cannot be used is refused with the cure (Linux)', async () => {
  stubAll(NO_DEVICE);
  await expect(chooseDevice(model, 'webgpu', 1)).rejects.toMatchObject({
    code: 'CONFIG_INVALID',
    message: expect.stringMatching(/^EMBEDDING_DEVICE=webgpu: cannot be used .*set it to cpu or auto$/u),
  });
});

test('a device that this system does not have is refused with those that it has', () =>
  expect(chooseDevice(model, missing, 1)).rejects.toMatchObject({
    code: 'CONFIG_INVALID',
    message: expect.stringContaining(`has only cpu, ${offeredDevices().join(', ')}`),
  }));

test('int8 runs on the CPU', async () => {
  const int8 = { ...model, manifest: { ...model.manifest, precision: 'int8' as const } };
  expect(await chooseDevice(int8, 'auto', 1)).toMatchObject({
    device: 'cpu',
    reason: expect.stringContaining('int8'),
  });
  await expect(chooseDevice(int8, 'webgpu', 1)).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
});

test('a stopped self-test ends its workers', async () => {
  const stopped = new AbortController();
  const tested = new DeviceTester(model, 1, { signal: stopped.signal }).testCpu();
  stopped.abort();
  await expect(tested).rejects.toMatchObject({ code: 'ABORTED' });
});

test.skipIf(!isLinux)('a device that takes too long is refused with the limit (Linux)', async () => {
  stubAll(NO_DEVICE);
  const trial = await new DeviceTester(model, 1, { limitMs: 1 }).test('webgpu');
  expect(describeTrial(trial)).toBe('cannot be used (it did not finish 4 s of sound within 0.001 s)');
});

test('vectors agree as long as 1 − cosine is at most 1e-4, and a refusal shows the difference', () => {
  const trial = { device: 'webgpu', timesRealTime: 100, failure: null } as const;
  for (const cosine of [1, 0.999_95, 0.9999]) expect(agrees({ cosine })).toBe(true);
  for (const cosine of [0.999_899_9, 0.52, Number.NaN, null]) expect(agrees({ cosine })).toBe(false);
  expect(describeTrial({ ...trial, cosine: 0.999_88 })).toBe(
    'computes other vectors than the CPU (1 − cosine is 1.2e-4, at most 1e-4 is allowed)',
  );
});
