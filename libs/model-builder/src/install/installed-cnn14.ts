import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { MANIFEST_FILE, readManifest } from '@soundalike/audio-core';
import type { ModelManifest } from '@soundalike/audio-core';
import { HEAD_FILE, stageFile, stagesOf } from '@soundalike/audio-core/cnn14';
import type { EmbeddingPrecision } from '@soundalike/catalog';

/** Return the folder of Cnn14 within the model folder. The quantised model is next to the float one. */
export function cnn14Folder(modelDir: string, precision: EmbeddingPrecision): string {
  return join(modelDir, precision === 'int8' ? 'cnn14-int8' : 'cnn14');
}

/** Read the manifest of the Cnn14 of a precision in the model folder; null if it is missing or incomplete. */
export async function installedCnn14(
  modelDir: string,
  precision: EmbeddingPrecision = 'float32',
): Promise<ModelManifest | null> {
  const folder = cnn14Folder(modelDir, precision);
  if (!existsSync(join(folder, MANIFEST_FILE))) return null;
  try {
    const manifest = await readManifest(folder, 'cnn14');
    for (const { name, bytes } of [...manifest.files, ...(manifest.computedFiles ?? [])])
      if ((await stat(join(folder, name))).size !== bytes) return null;
    const graphs = [...stagesOf(manifest).map((stage) => stageFile(stage, manifest.precision)), HEAD_FILE];
    return graphs.every((name) => existsSync(join(folder, name))) ? manifest : null;
  } catch {
    return null;
  }
}
