import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { MUSICNN_FILE, musicnnFolder, PROJECTION_FILE } from '@soundalike/audio-core';
import type { ModelManifest } from '@soundalike/audio-core';
import { encodeOnnxModel, writeMusicnnManifest } from '@soundalike/model-builder';
import { musicnnGraph } from './musicnn-graph.ts';
import { readTensorBundle } from './read-tensor-bundle.ts';

/**
 * Convert a checkpoint of musicnn, and write the ONNX file, the projection of this repository and the manifest into a
 * folder. The same checkpoint gives the same bytes.
 * @param prefix path of the checkpoint before `.index`
 * @throws `CHECKPOINT_INVALID`
 */
export async function installMusicnn(prefix: string, folder: string): Promise<ModelManifest> {
  const bytes = encodeOnnxModel(musicnnGraph(await readTensorBundle(prefix)));
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, MUSICNN_FILE), bytes);
  if (resolve(folder) !== resolve(musicnnFolder()))
    await copyFile(join(musicnnFolder(), PROJECTION_FILE), join(folder, PROJECTION_FILE));
  return writeMusicnnManifest(folder);
}
