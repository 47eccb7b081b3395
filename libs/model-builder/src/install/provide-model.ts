import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { embeddingSpaceOf, musicnnFolder, MANIFEST_FILE, readManifest, modelOf } from '@soundalike/audio-core';
import type { ModelManifest, ModelSpec } from '@soundalike/audio-core';
import type { EmbeddingPrecision, EmbeddingSpace, Excerpt, ModelId } from '@soundalike/catalog';
import { SoundalikeError, isSoundalikeError, reasonOf } from '@soundalike/errors';
import { verifyWeights } from '../verify/verify-weights.ts';
import { fetchCnn14 } from './fetch-cnn14.ts';
import { installedCnn14, cnn14Folder } from './installed-cnn14.ts';

/** A model that is on this machine and can be loaded. */
export interface ProvidedModel {
  readonly spec: ModelSpec;
  readonly folder: string;
  readonly manifest: ModelManifest;
  readonly space: EmbeddingSpace;
  /** What is embedded of a track; null: all of it. */
  readonly excerpt: Excerpt | null;
  /** For the user: set when another model than Cnn14 stands in, with why and how to switch. */
  readonly notice: string | null;
}

/** How a model is looked for. */
export interface ProvideOptions {
  readonly modelDir: string;
  /** Picks one model outright: then nothing stands in for it. null: Cnn14 where it can be had, else musicnn. */
  readonly choice: ModelId | null;
  /** int8: the quantised Cnn14, for which nothing stands in. Default: float32. */
  readonly precision?: EmbeddingPrecision;
  /** Windows to embed in the place of whole tracks. Default: whole tracks. */
  readonly excerpt?: Excerpt | null;
  /** Whether Cnn14's weights, 327 MB, may be downloaded. */
  readonly download: boolean;
  /** Addresses of the weights, as for `fetchCnn14`; none: the published ones. */
  readonly cnn14Urls?: readonly string[];
  /** See `FetchOptions.onSource`. */
  readonly onSource?: (address: string, failure: string | null) => void;
  readonly onProgress?: (receivedBytes: number, totalBytes: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Finds a model: Cnn14 from the model folder, else by download where that is allowed, else musicnn, which lies in the repository.
 * @throws `MODEL_MISSING` when Cnn14, or its int8 form, was picked outright and cannot be had; `CONFIG_INVALID` for musicnn in int8;
 * `MODEL_INVALID`; `ABORTED`
 */
export async function provideModel(options: ProvideOptions): Promise<ProvidedModel> {
  if (options.precision === 'int8') return provideInt8(options);
  if (options.choice === 'musicnn') return provided('musicnn', musicnnFolder(), options);
  const reason = await obtainCnn14(options);
  if (reason === null) return provided('cnn14', cnn14Folder(options.modelDir, 'float32'), options);
  if (options.choice === 'cnn14') {
    throw new SoundalikeError(
      'MODEL_MISSING',
      `EMBEDDING_MODEL=cnn14: expected the model in ${cnn14Folder(options.modelDir, 'float32')}, but ${reason}. ` +
        'Get it with: npm run model -- fetch cnn14 (or convert PATH.pth)',
    );
  }
  return provided(
    'musicnn',
    musicnnFolder(),
    options,
    `Using the small stand-in model musicnn, because Cnn14 is not here: ${reason}. ` +
      'To switch, run "npm run model -- fetch cnn14" (327 MB), or "npm run model -- convert PATH.pth" if you have the weights; ' +
      'the next run then indexes with Cnn14. Set EMBEDDING_MODEL=musicnn to keep musicnn without this notice.',
  );
}

async function provideInt8(options: ProvideOptions): Promise<ProvidedModel> {
  const { modelDir, choice } = options;
  if (choice === 'musicnn') {
    throw new SoundalikeError(
      'CONFIG_INVALID',
      'EMBEDDING_PRECISION=int8: expected EMBEDDING_MODEL=cnn14 or none, got musicnn, which has no int8 form',
    );
  }
  const folder = cnn14Folder(modelDir, 'int8');
  const [float, int8] = await Promise.all([installedCnn14(modelDir), installedCnn14(modelDir, 'int8')]);
  const missing = (got: string): SoundalikeError =>
    new SoundalikeError(
      'MODEL_MISSING',
      `EMBEDDING_PRECISION=int8: expected the quantised model in ${folder}, got ${got}. Make it with: ` +
        `${float === null ? 'npm run model -- fetch cnn14 && ' : ''}npm run model -- quantize cnn14`,
    );
  if (int8 === null) throw missing('none');
  if (float !== null && float.weightsDigest !== int8.quantisedFrom) throw missing('one that was made of other weights');
  return provided('cnn14', folder, options);
}

/** @returns null when Cnn14 is installed, else the reason why it is not. */
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
      ? `what lies in ${folder} is not whole`
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
