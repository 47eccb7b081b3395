import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MANIFEST_FILE, MUSICNN_FILE, PROJECTION_FILE } from '@soundalike/audio-core';
import type { ModelManifest } from '@soundalike/audio-core';

/**
 * Write the manifest of a folder with the graph and the projection of musicnn. Another file, another digest and another
 * embedding space.
 */
export async function writeMusicnnManifest(folder: string): Promise<ModelManifest> {
  const hash = createHash('sha256');
  const files: { name: string; bytes: number }[] = [];
  for (const name of [MUSICNN_FILE, PROJECTION_FILE]) {
    const bytes = await readFile(join(folder, name));
    hash.update(bytes);
    files.push({ name, bytes: bytes.length });
  }
  const manifest: ModelManifest = {
    model: 'musicnn',
    precision: 'f32',
    weightsDigest: hash.digest('hex'),
    files,
    origin:
      'MSD_musicnn of the PyPI package musicnn 0.1.0 (ISC licence, Music Technology Group, Universitat Pompeu Fabra), ' +
      'and a projection that this project has learnt',
  };
  await writeFile(join(folder, MANIFEST_FILE), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}
