import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MANIFEST_FILE, MUSICNN_FILE } from '@soundalike/audio-core';
import type { ModelManifest } from '@soundalike/audio-core';
import { encodeOnnxModel } from '@soundalike/model-builder';
import { musicnnGraph } from './musicnn-graph.ts';
import { readTensorBundle } from './read-tensor-bundle.ts';

/**
 * Convert a checkpoint of musicnn, and write the ONNX file and its manifest into a folder. The same checkpoint gives
 * the same bytes.
 * @param prefix path of the checkpoint before `.index`
 * @throws `CHECKPOINT_INVALID`
 */
export async function installMusicnn(prefix: string, folder: string): Promise<ModelManifest> {
  const bytes = encodeOnnxModel(musicnnGraph(await readTensorBundle(prefix)));
  const manifest: ModelManifest = {
    model: 'musicnn',
    precision: 'f32',
    weightsDigest: createHash('sha256').update(bytes).digest('hex'),
    files: [{ name: MUSICNN_FILE, bytes: bytes.length }],
    origin:
      'MSD_musicnn of the PyPI package musicnn 0.1.0 (ISC licence, Music Technology Group, Universitat Pompeu Fabra)',
  };
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, MUSICNN_FILE), bytes);
  await writeFile(join(folder, MANIFEST_FILE), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}
