import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SoundalikeError, systemReason } from '@soundalike/errors';
import type { ModelId } from '@soundalike/catalog';
import type { ModelManifest } from './model-spec.ts';

/** Name of the manifest in a model's folder. */
export const MANIFEST_FILE = 'manifest.json';

/** Read and check `manifest.json` of a model's folder. @throws `MODEL_INVALID` with the path and the reason */
export async function readManifest(folder: string, model: ModelId): Promise<ModelManifest> {
  const path = join(folder, MANIFEST_FILE);
  try {
    const manifest: unknown = JSON.parse(await readFile(path, 'utf8'));
    if (!isManifest(manifest)) throw new TypeError('a field is missing or of the wrong type');
    if (manifest.model !== model) throw new TypeError(`it is the manifest of ${manifest.model}`);
    return manifest;
  } catch (error) {
    throw new SoundalikeError('MODEL_INVALID', `${path} is not a valid manifest of ${model}: ${systemReason(error)}`, {
      cause: error,
    });
  }
}

function isManifest(value: unknown): value is ModelManifest {
  if (typeof value !== 'object' || value === null) return false;
  const {
    model,
    precision,
    weightsDigest,
    quantisedFrom,
    files,
    computedFiles = [],
    origin,
  } = value as Record<string, unknown>;
  return (
    typeof model === 'string' &&
    (precision === 'int8' ? typeof quantisedFrom === 'string' : precision === 'f32' && quantisedFrom === undefined) &&
    isDigest(weightsDigest) &&
    typeof origin === 'string' &&
    Array.isArray(files) &&
    files.every((file: unknown) => isManifestFile(file)) &&
    Array.isArray(computedFiles) &&
    computedFiles.every((file: unknown) => isManifestFile(file) && isDigest(file.digest))
  );
}

function isDigest(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/u.test(value);
}

function isManifestFile(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const { name, bytes } = value as Record<string, unknown>;
  return typeof name === 'string' && /^[\w.-]+$/u.test(name) && Number.isSafeInteger(bytes);
}
