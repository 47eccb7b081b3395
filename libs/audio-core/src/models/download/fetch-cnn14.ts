import { CatalogError, isCatalogError } from '@soundalike/catalog';
import { join } from 'node:path';
import type { ModelManifest } from '../model-spec.ts';
import { MANIFEST_FILE, readManifest } from '../read-manifest.ts';
import { existsSync } from 'node:fs';

/** How the weights are fetched. */
export interface FetchOptions {
  /** Address of the checkpoint; default: the official one. */
  readonly url?: string;
  readonly onProgress?: (receivedBytes: number, totalBytes: number) => void;
  readonly signal?: AbortSignal;
}

/** The manifest of the Cnn14 in the model folder; null where there is none. @throws `MODEL_INVALID` */
export async function installedCnn14(modelDir: string): Promise<ModelManifest | null> {
  const folder = join(modelDir, 'cnn14');
  if (!existsSync(join(folder, MANIFEST_FILE))) return null;
  try {
    return await readManifest(folder, 'cnn14');
  } catch (error) {
    if (isCatalogError(error, 'MODEL_INVALID')) return null;
    throw error;
  }
}

/** Downloads, converts and installs the official weights. @throws `DOWNLOAD_FAILED` */
export async function fetchCnn14(_modelDir: string, _options: FetchOptions = {}): Promise<void> {
  throw new CatalogError('DOWNLOAD_FAILED', 'expected Cnn14 weights, but the download is not written yet');
}
