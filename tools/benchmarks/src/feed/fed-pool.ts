import { execFileSync, spawn } from 'node:child_process';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EmbeddingPool, MANIFEST_FILE, musicnnFolder } from '@soundalike/audio-core';
import type { ModelManifest } from '@soundalike/audio-core';
import type { ModelId } from '@soundalike/catalog';
import { DEVICE_VARIABLE, REQUEST_PIPE } from './device-protocol.ts';
import type { FakeDeviceOptions } from './device-protocol.ts';

const FAKE_DEVICE = new URL('./load-fake-device.ts', import.meta.url);
const DEVICE_PROGRAM = fileURLToPath(new URL('./device-process.ts', import.meta.url));

/** Embedding workers that share a fake device. */
export interface FedPool extends AsyncDisposable {
  readonly pool: EmbeddingPool;
}

/**
 * Start a pool whose workers compute on one fake device.
 * @param speed seconds of audio that the device computes in a second; infinite: it takes no time
 * @param aheadSeconds as in the settings of a pool
 */
export async function openFedPool(
  model: ModelId,
  workers: number,
  speed: number,
  aheadSeconds: number,
): Promise<FedPool> {
  await using opened = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'soundalike-feed-'));
  opened.defer(() => rm(folder, { recursive: true, force: true }));
  if (Number.isFinite(speed)) {
    execFileSync('mkfifo', [join(folder, REQUEST_PIPE)]);
    const device = spawn(process.execPath, [DEVICE_PROGRAM, folder, String(speed)], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    opened.defer(() => void device.kill('SIGKILL'));
    // As long as this process runs, the device waits for requests.
    opened.use(await open(join(folder, REQUEST_PIPE), 'w'));
  }
  const device: FakeDeviceOptions = { pipes: Number.isFinite(speed) ? folder : null };
  // Workers receive the environment of this process.
  Object.assign(process.env, {
    [DEVICE_VARIABLE]: JSON.stringify(device),
    NODE_OPTIONS: `--import=${FAKE_DEVICE.href}`,
  });
  opened.defer(() => {
    Reflect.deleteProperty(process.env, DEVICE_VARIABLE);
    delete process.env['NODE_OPTIONS'];
  });
  const modelFolder = model === 'musicnn' ? musicnnFolder() : await writeManifest(folder);
  const pool = opened.use(new EmbeddingPool({ model, folder: modelFolder, workers, intraOpThreads: 1, aheadSeconds }));
  const kept = opened.move();
  return { pool, [Symbol.asyncDispose]: () => kept.disposeAsync() };
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
