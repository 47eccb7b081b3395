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
import { checkDiskSpace } from './check-disk-space.ts';
import { cnn14Folder, installedCnn14 } from './installed-cnn14.ts';
import { lockModelFolder } from './lock-model-folder.ts';

const STAGING_PREFIX = '.cnn14-';

/**
 * Convert a checkpoint and install the model into `modelDir/cnn14`, instead of an existing one. The model is written to
 * a folder next to it, which is renamed when complete, so a crash never leaves an incomplete model.
 * @throws `CHECKPOINT_INVALID`; `MODEL_WRITE_FAILED` if the disk is full or the folder is not writable; `ABORTED`
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
 * Quantise the installed Cnn14 and install the int8 form into `modelDir/cnn14-int8`, as `convertAndInstallCnn14` does.
 * @throws `MODEL_MISSING` if the float model is not installed; `MODEL_INVALID`, `MODEL_WRITE_FAILED`, `ABORTED`; any
 * error of the clips
 */
export async function quantiseAndInstallCnn14(modelDir: string, options: QuantiseOptions): Promise<ModelManifest> {
  await using _lock = await lockModelFolder(modelDir, options.signal);
  const floatFolder = cnn14Folder(modelDir, 'float32');
  if ((await installedCnn14(modelDir)) === null) {
    throw new SoundalikeError(
      'MODEL_MISSING',
      `${floatFolder}: Cnn14 is not installed, so it cannot be quantised. Get it with: npm run model -- fetch cnn14`,
    );
  }
  return await install(modelDir, 'int8', (staging) => quantiseCnn14(floatFolder, staging, options), options.signal);
}

/** Do the same as `convertAndInstallCnn14`, for a caller that holds the lock of the folder. */
export async function installCnn14(
  modelDir: string,
  checkpointPath: string,
  options: ConvertOptions,
): Promise<ModelManifest> {
  const checkpoint = await openCheckpoint(checkpointPath);
  try {
    await checkDiskSpace(modelDir, { download: 0, model: convertedBytes(options.channels) });
    return await install(modelDir, 'float32', (staging) => convertCnn14(checkpoint, staging, options), options.signal);
  } finally {
    await checkpoint.close();
  }
}

/** Write a model into a staging folder and rename that to its final path. */
async function install(
  modelDir: string,
  precision: EmbeddingPrecision,
  write: (staging: string) => Promise<ModelManifest>,
  signal: AbortSignal | undefined,
): Promise<ModelManifest> {
  try {
    await removeStaging(modelDir);
    const staging = join(modelDir, `${STAGING_PREFIX}${randomUUID()}`);
    await mkdir(staging);
    const manifest = await write(staging);
    await replaceFolder(cnn14Folder(modelDir, precision), staging);
    return manifest;
  } catch (error) {
    if (signal?.aborted)
      throw new SoundalikeError('ABORTED', 'the installation of Cnn14 was stopped', { cause: error });
    if (isSoundalikeError(error)) throw error;
    throw new SoundalikeError('MODEL_WRITE_FAILED', `${modelDir}: the model cannot be written: ${reasonOf(error)}`, {
      cause: error,
    });
  } finally {
    await removeStaging(modelDir);
  }
}

async function replaceFolder(target: string, staging: string): Promise<void> {
  if (existsSync(target)) await rename(target, `${staging}-old`);
  await rename(staging, target);
}

/** Remove the staging folders of this installation and of killed ones. */
async function removeStaging(modelDir: string): Promise<void> {
  const names = (await readdir(modelDir)).filter((name) => name.startsWith(STAGING_PREFIX));
  await Promise.all(names.map((name) => rm(join(modelDir, name), { recursive: true, force: true })));
}
