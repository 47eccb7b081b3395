import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { embeddingSpaceOf, musicnnFolder, MANIFEST_FILE, readManifest, modelOf } from '@soundalike/audio-core';
import type { ModelManifest, ModelSpec } from '@soundalike/audio-core';
import type { EmbeddingPrecision, EmbeddingSpace, Excerpt, ModelId } from '@soundalike/catalog';
import { SoundalikeError, isSoundalikeError, reasonOf } from '@soundalike/errors';
import { verifyWeights } from '../verify/verify-weights.ts';
import { fetchCnn14 } from './fetch-cnn14.ts';
import { installedCnn14, cnn14Folder } from './installed-cnn14.ts';

/** A model that is installed and can be loaded. */
export interface ProvidedModel {
  readonly spec: ModelSpec;
  readonly folder: string;
  readonly manifest: ModelManifest;
  readonly space: EmbeddingSpace;
  /** Windows of a track that are embedded; null for the entire track. */
  readonly excerpt: Excerpt | null;
  /** Text for the user if another model replaces Cnn14: the reason, and how to switch. */
  readonly notice: string | null;
}

/** Options of `provideModel`. */
export interface ProvideOptions {
  readonly modelDir: string;
  /** An explicit choice, which no other model replaces. null: Cnn14 if available, else musicnn. */
  readonly choice: ModelId | null;
  /** int8: the quantised Cnn14, which no other model replaces. Default: float32. */
  readonly precision?: EmbeddingPrecision;
  /** Windows to embed instead of entire tracks. Default: entire tracks. */
  readonly excerpt?: Excerpt | null;
  /** Whether downloading Cnn14's weights (327 MB) is allowed. */
  readonly download: boolean;
  /** Addresses of the weights, as for `fetchCnn14`. Default, also if empty: the published ones. */
  readonly cnn14Urls?: readonly string[];
  /** See `FetchOptions.onSource`. */
  readonly onSource?: (address: string, failure: string | null) => void;
  readonly onProgress?: (receivedBytes: number, totalBytes: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Find a model: Cnn14 from the model folder, else by download if that is allowed, else musicnn, which is in the
 * repository.
 * @throws `MODEL_MISSING` if Cnn14, or its int8 form, was chosen and is not available; `CONFIG_INVALID` for musicnn in
 * int8; `MODEL_INVALID`; `ABORTED`
 */
export async function provideModel(options: ProvideOptions): Promise<ProvidedModel> {
  if (options.precision === 'int8') return provideInt8(options);
  if (options.choice === 'musicnn') return provided('musicnn', musicnnFolder(), options);
  const reason = await obtainCnn14(options);
  if (reason === null) return provided('cnn14', cnn14Folder(options.modelDir, 'float32'), options);
  if (options.choice === 'cnn14') {
    throw new SoundalikeError(
      'MODEL_MISSING',
      `EMBEDDING_MODEL=cnn14: the model is not in ${cnn14Folder(options.modelDir, 'float32')}: ${reason}. ` +
        'Get it with: npm run model -- fetch cnn14 (or convert PATH.pth)',
    );
  }
  return provided(
    'musicnn',
    musicnnFolder(),
    options,
    `The small model musicnn stands in for Cnn14: ${reason}. ` +
      'To get Cnn14 (327 MB): npm run model -- fetch cnn14. To keep musicnn: EMBEDDING_MODEL=musicnn.',
  );
}

async function provideInt8(options: ProvideOptions): Promise<ProvidedModel> {
  const { modelDir, choice } = options;
  if (choice === 'musicnn') {
    throw new SoundalikeError(
      'CONFIG_INVALID',
      'EMBEDDING_PRECISION=int8: EMBEDDING_MODEL must be cnn14 or unset, because musicnn has no int8 form',
    );
  }
  const folder = cnn14Folder(modelDir, 'int8');
  const [float, int8] = await Promise.all([installedCnn14(modelDir), installedCnn14(modelDir, 'int8')]);
  const missing = (reason: string): SoundalikeError =>
    new SoundalikeError(
      'MODEL_MISSING',
      `EMBEDDING_PRECISION=int8: ${reason} in ${folder}. Create it with: ` +
        `${float === null ? 'npm run model -- fetch cnn14 && ' : ''}npm run model -- quantize cnn14`,
    );
  if (int8 === null) throw missing('there is no quantised model');
  if (float !== null && float.weightsDigest !== int8.quantisedFrom) {
    throw missing('the int8 model was made from other weights than the float32 model: it is');
  }
  return provided('cnn14', folder, options);
}

/** Install Cnn14 if that is allowed. @returns null if Cnn14 is installed, else the reason why it is not */
async function obtainCnn14({
  modelDir,
  download,
  cnn14Urls = [],
  onSource,
  onProgress,
  signal,
}: ProvideOptions): Promise<string | null> {
  if ((await installedCnn14(modelDir)) !== null) return null;
  const folder = cnn14Folder(modelDir, 'float32');
  if (!download)
    return existsSync(join(folder, MANIFEST_FILE))
      ? `the model in ${folder} is incomplete`
      : 'its weights are not installed';
  try {
    await fetchCnn14(modelDir, {
      ...(cnn14Urls.length > 0 && { addresses: cnn14Urls }),
      ...(onSource && { onSource }),
      ...(onProgress && { onProgress }),
      ...(signal && { signal }),
    });
    return null;
  } catch (error) {
    if (isSoundalikeError(error, 'ABORTED')) throw error;
    return `its weights could not be fetched (${reasonOf(error)})`;
  }
}

async function provided(
  id: ModelId,
  folder: string,
  { excerpt = null }: ProvideOptions,
  notice: string | null = null,
): Promise<ProvidedModel> {
  const { spec } = modelOf(id);
  const manifest = await readManifest(folder, id);
  await verifyWeights(folder, manifest);
  return { spec, folder, manifest, space: embeddingSpaceOf(spec, manifest, excerpt), excerpt, notice };
}
