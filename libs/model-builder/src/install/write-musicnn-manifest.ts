import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MANIFEST_FILE, MUSICNN_CPU_FILE, MUSICNN_FILE, PROJECTION_FILE } from '@soundalike/audio-core';
import type { ModelManifest } from '@soundalike/audio-core';

/**
 * Write the manifest of a folder with the graphs and the projection of musicnn. Another graph or projection, another
 * digest and another embedding space; the graph for processors computes the same values, and has a digest of its own.
 */
export async function writeMusicnnManifest(folder: string): Promise<ModelManifest> {
  const hash = createHash('sha256');
  const files: { name: string; bytes: number }[] = [];
  for (const name of [MUSICNN_FILE, PROJECTION_FILE]) {
    const bytes = await readFile(join(folder, name));
    hash.update(bytes);
    files.push({ name, bytes: bytes.length });
  }
  const cpuGraph = await readFile(join(folder, MUSICNN_CPU_FILE));
  const manifest: ModelManifest = {
    model: 'musicnn',
    precision: 'f32',
    weightsDigest: hash.digest('hex'),
    files,
    computedFiles: [
      {
        name: MUSICNN_CPU_FILE,
        bytes: cpuGraph.length,
        digest: createHash('sha256').update(cpuGraph).digest('hex'),
      },
    ],
    origin:
      'MSD_musicnn of the PyPI package musicnn 0.1.0 (ISC licence, Music Technology Group, Universitat Pompeu Fabra), ' +
      'and a projection that this project has learnt',
  };
  await writeFile(join(folder, MANIFEST_FILE), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}
