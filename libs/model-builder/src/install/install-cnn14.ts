import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelManifest } from '@soundalike/audio-core';
import type { EmbeddingPrecision } from '@soundalike/catalog';
import { SoundalikeError, isSoundalikeError, reasonOf } from '@soundalike/errors';
import { openCheckpoint } from '../checkpoint/open-checkpoint.ts';
import { convertCnn14 } from '../cnn14/convert-cnn14.ts';
import type { ConvertOptions } from '../cnn14/convert-cnn14.ts';
import { convertedBytes } from '../cnn14/filter-file.ts';
import { quantiseCnn14 } from '../cnn14/quantise/quantise-cnn14.ts';
import type { QuantiseOptions } from '../cnn14/quantise/quantise-cnn14.ts';
import { expectRoom } from './check-disk-space.ts';
import { cnn14Folder, installedCnn14 } from './installed-cnn14.ts';
import { lockModelFolder } from './lock-model-folder.ts';

const STAGING_PREFIX = '.cnn14-';

/**
 * Converts a checkpoint and puts the model into `modelDir/cnn14`, in the place of one that is there. The model is made in a folder beside it
 * and renamed when it is whole, so a crash leaves no half of one.
 * @throws `CHECKPOINT_INVALID`; `MODEL_WRITE_FAILED` when the disk has no room or the folder is not writable; `ABORTED`
 */
export async function convertAndInstallCnn14(
  modelDir: string,
  checkpointPath: string,
  options: ConvertOptions,
): Promise<ModelManifest> {
  await using _lock = await lockModelFolder(modelDir, options.signal);
  return await installCnn14(modelDir, checkpointPath, options);
}

/**
 * Quantises the installed Cnn14 and puts the int8 form into `modelDir/cnn14-int8`, as `convertAndInstallCnn14` does.
 * @throws `MODEL_MISSING` when the float model is not installed; `MODEL_INVALID`, `MODEL_WRITE_FAILED`, `ABORTED`; whatever the clips throw
 */
export async function quantiseAndInstallCnn14(modelDir: string, options: QuantiseOptions): Promise<ModelManifest> {
  await using _lock = await lockModelFolder(modelDir, options.signal);
  const floatFolder = cnn14Folder(modelDir, 'float32');
  if ((await installedCnn14(modelDir)) === null) {
    throw new SoundalikeError(
      'MODEL_MISSING',
      `${floatFolder}: expected Cnn14, which is to be quantised, got none. Get it with: npm run model -- fetch cnn14`,
    );
  }
  return await install(modelDir, 'int8', (staging) => quantiseCnn14(floatFolder, staging, options), options.signal);
}

/** As `convertAndInstallCnn14`, for a caller that holds the folder's lock. */
export async function installCnn14(
  modelDir: string,
  checkpointPath: string,
  options: ConvertOptions,
): Promise<ModelManifest> {
  const checkpoint = await openCheckpoint(checkpointPath);
  try {
    await expectRoom(modelDir, { download: 0, model: convertedBytes(options.channels) });
    return await install(modelDir, 'float32', (staging) => convertCnn14(checkpoint, staging, options), options.signal);
  } finally {
    await checkpoint.close();
  }
}

/** Makes a model in a staging folder and renames that into its place. */
async function install(
  modelDir: string,
  precision: EmbeddingPrecision,
  make: (staging: string) => Promise<ModelManifest>,
  signal: AbortSignal | undefined,
): Promise<ModelManifest> {
  try {
    await removeStaging(modelDir);
    const staging = join(modelDir, `${STAGING_PREFIX}${randomUUID()}`);
    await mkdir(staging);
    const manifest = await make(staging);
    await replaceFolder(cnn14Folder(modelDir, precision), staging);
    return manifest;
  } catch (error) {
    if (signal?.aborted)
      throw new SoundalikeError('ABORTED', 'the installation of Cnn14 was stopped', { cause: error });
    if (isSoundalikeError(error)) throw error;
    throw new SoundalikeError(
      'MODEL_WRITE_FAILED',
      `${modelDir}: expected to write the model, but ${reasonOf(error)}`,
      {
        cause: error,
      },
    );
  } finally {
    await removeStaging(modelDir);
  }
}

async function replaceFolder(target: string, staging: string): Promise<void> {
  if (existsSync(target)) await rename(target, `${staging}-old`);
  await rename(staging, target);
}

/** Removes what this installation, or a killed one, left over. */
async function removeStaging(modelDir: string): Promise<void> {
  const names = (await readdir(modelDir)).filter((name) => name.startsWith(STAGING_PREFIX));
  await Promise.all(names.map((name) => rm(join(modelDir, name), { recursive: true, force: true })));
}
