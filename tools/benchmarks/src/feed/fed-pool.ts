import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { EmbeddingPool, MANIFEST_FILE, musicnnFolder } from '@soundalike/audio-core';
import type { ModelManifest } from '@soundalike/audio-core';
import type { ModelId } from '@soundalike/catalog';
import { DEVICE_VARIABLE, END_PID, REQUEST_PIPE } from './device-protocol.ts';
import type { FakeDeviceOptions } from './device-protocol.ts';
import type { DeviceThreadOptions } from './device-thread.ts';

const FAKE_DEVICE = new URL('./fake-device.ts', import.meta.url);
const DEVICE_THREAD = new URL('./device-thread.ts', import.meta.url);

/** Embedding workers that share a fake device. */
export interface FedPool extends AsyncDisposable {
  readonly pool: EmbeddingPool;
  /** Return the milliseconds that the device has been busy. */
  busyMs(): number;
}

/**
 * Start a pool whose workers compute on one fake device.
 * @param speed seconds of audio that the device computes in a second; infinite: it takes no time
 */
export async function openFedPool(model: ModelId, workers: number, speed: number): Promise<FedPool> {
  await using opened = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'soundalike-feed-'));
  opened.defer(() => rm(folder, { recursive: true, force: true }));
  const busy = new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT);
  if (Number.isFinite(speed)) {
    execFileSync('mkfifo', [join(folder, REQUEST_PIPE)]);
    const workerData: DeviceThreadOptions = { pipes: folder, speed, busy };
    const device = new Worker(DEVICE_THREAD, { workerData });
    await once(device, 'online');
    opened.defer(async () => {
      const exited = once(device, 'exit');
      await writeFile(join(folder, REQUEST_PIPE), new Uint8Array(Float64Array.of(END_PID, 0).buffer));
      await exited;
    });
  }
  const device: FakeDeviceOptions = { pipes: Number.isFinite(speed) ? folder : null };
  // Workers receive the environment of this process.
  Object.assign(process.env, { [DEVICE_VARIABLE]: JSON.stringify(device), NODE_OPTIONS: `--import=${FAKE_DEVICE.href}` });
  opened.defer(() => {
    delete process.env[DEVICE_VARIABLE];
    delete process.env['NODE_OPTIONS'];
  });
  const modelFolder = model === 'musicnn' ? musicnnFolder() : await writeManifest(folder);
  const pool = opened.use(new EmbeddingPool({ model, folder: modelFolder, workers, intraOpThreads: 1 }));
  const kept = opened.move();
  return { pool, busyMs: () => new Float64Array(busy)[0]!, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

/** Write the manifest of a model without files. @returns its folder */
async function writeManifest(folder: string): Promise<string> {
  const manifest: ModelManifest = {
    model: 'cnn14',
    precision: 'f32',
    weightsDigest: '0'.repeat(64),
    files: [],
    origin: 'none: the fake device of the benchmark',
  };
  await writeFile(join(folder, MANIFEST_FILE), JSON.stringify(manifest));
  return folder;
}
