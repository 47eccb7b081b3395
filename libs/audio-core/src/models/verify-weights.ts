import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CatalogError } from '@soundalike/catalog';
import type { ModelManifest } from './model-spec.ts';

/**
 * Checks the files of a model against its manifest: damaged weights would go on to fill the space of the sound ones without a word.
 * Reads all of them, 0.3 GB for Cnn14.
 * @throws `MODEL_INVALID` naming the file or folder, with what was expected and what came
 */
export async function verifyWeights(folder: string, manifest: ModelManifest): Promise<void> {
  const hash = createHash('sha256');
  for (const { name, bytes } of manifest.files) {
    const path = join(folder, name);
    const size = await stat(path).then(
      (found) => found.size,
      () => null,
    );
    if (size !== bytes) throw invalidModel(path, `a file of ${bytes} bytes`, size === null ? 'none' : `${size} bytes`);
    for await (const piece of createReadStream(path, { highWaterMark: 1024 ** 2 })) hash.update(piece as Buffer);
  }
  const digest = hash.digest('hex');
  if (digest !== manifest.weightsDigest) throw invalidModel(folder, `weights with the digest ${manifest.weightsDigest}`, digest);
}

/** What is wrong with a model, or a place where it lies. */
export function invalidModel(what: string, expected: string, got: string): CatalogError {
  return new CatalogError('MODEL_INVALID', `${what}: expected ${expected}, got ${got}`);
}
