import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { installedCnn14 } from '@soundalike/model-builder';
import { randomCnn14, writeZipCheckpoint } from '@soundalike/model-builder/testing';

const MODEL_CLI = fileURLToPath(new URL('../../../models/src/cli.ts', import.meta.url));
const SEED = 1;

/** Models of one checkpoint for both sides. */
export interface PreparedModels {
  readonly checkpoint: string;
  readonly float32: string;
  readonly int8: string;
  /** Whether the weights are random: valid for measuring time, but not for the quality of the vectors. */
  readonly random: boolean;
}

/**
 * Convert and quantise a checkpoint into the work folder with the `model` command; existing random models are kept.
 * @param checkpoint path of the checkpoint; null to create one with random weights
 */
export async function prepareModels(
  workFolder: string,
  checkpoint: string | null,
  calibrationFolder: string,
): Promise<PreparedModels> {
  const { modelDir, path, random, folder } = await prepareFloatModel(workFolder, checkpoint);
  if (!random || (await installedCnn14(modelDir, 'int8')) === null)
    await model(modelDir, 'quantize', 'cnn14', '--calibrate', calibrationFolder);
  return { checkpoint: path, float32: folder, int8: join(modelDir, 'cnn14-int8'), random };
}

/** The float32 model of a checkpoint. */
export interface PreparedFloatModel {
  readonly modelDir: string;
  /** The checkpoint. */
  readonly path: string;
  readonly random: boolean;
  /** Folder of the model. */
  readonly folder: string;
}

/** Convert a checkpoint as `prepareModels` does, without quantising it. */
export async function prepareFloatModel(workFolder: string, checkpoint: string | null): Promise<PreparedFloatModel> {
  const random = checkpoint === null;
  const modelDir = join(workFolder, random ? 'random' : 'given');
  await mkdir(modelDir, { recursive: true });
  const path = checkpoint ?? join(modelDir, 'random.pth');
  if (random && !existsSync(path)) {
    process.stderr.write('creating a checkpoint with random weights\n');
    await writeZipCheckpoint(`${path}.part`, await randomCnn14(SEED));
    await rename(`${path}.part`, path);
  }
  if (!random || (await installedCnn14(modelDir)) === null) await model(modelDir, 'convert', path);
  return { modelDir, path, random, folder: join(modelDir, 'cnn14') };
}

async function model(modelDir: string, ...args: string[]): Promise<void> {
  process.stderr.write(`model ${args[0]}\n`);
  await promisify(execFile)(process.execPath, [MODEL_CLI, ...args], { env: { ...process.env, MODEL_DIR: modelDir } });
}
