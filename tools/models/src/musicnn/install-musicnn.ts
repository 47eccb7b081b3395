import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { MUSICNN_CPU_FILE, MUSICNN_FILE, musicnnFolder, PROJECTION_FILE } from '@soundalike/audio-core';
import type { ModelManifest } from '@soundalike/audio-core';
import { encodeOnnxModel, writeMusicnnManifest } from '@soundalike/model-builder';
import { musicnnCpuGraph } from './cpu/cpu-graph.ts';
import { musicnnGraph } from './musicnn-graph.ts';
import { readTensorBundle } from './read-tensor-bundle.ts';

/**
 * Convert a checkpoint of musicnn, and write the ONNX files, the projection of this repository and the manifest into a
 * folder. The same checkpoint gives the same bytes.
 * @param prefix path of the checkpoint before `.index`
 * @throws `CHECKPOINT_INVALID`
 */
export async function installMusicnn(prefix: string, folder: string): Promise<ModelManifest> {
  const tensors = await readTensorBundle(prefix);
  const [graph, cpuGraph] = [musicnnGraph(tensors), musicnnCpuGraph(tensors)].map(encodeOnnxModel) as [
    Uint8Array,
    Uint8Array,
  ];
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, MUSICNN_FILE), graph);
  await writeFile(join(folder, MUSICNN_CPU_FILE), cpuGraph);
  if (resolve(folder) !== resolve(musicnnFolder()))
    await copyFile(join(musicnnFolder(), PROJECTION_FILE), join(folder, PROJECTION_FILE));
  return writeMusicnnManifest(folder);
}
