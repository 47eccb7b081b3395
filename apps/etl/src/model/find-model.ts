import { provideModel } from '@soundalike/model-builder';
import type { ProvidedModel, ProvideOptions } from '@soundalike/model-builder';
import type { EmbeddingSpace } from '@soundalike/catalog';
import { SoundalikeError } from '@soundalike/errors';
import type { Settings } from '@soundalike/settings';

/** The settings that select the model. */
export type ModelSettings = Pick<
  Settings,
  'modelDir' | 'embeddingModel' | 'embeddingPrecision' | 'embeddingExcerpt' | 'cnn14Urls'
>;

/**
 * Find the configured model.
 * @param options whether it may be downloaded, and who receives the progress
 * @throws as `provideModel`
 */
export function findModel(
  { modelDir, embeddingModel, embeddingPrecision, embeddingExcerpt, cnn14Urls }: ModelSettings,
  options: Pick<ProvideOptions, 'download' | 'onProgress' | 'onSource' | 'signal'>,
): Promise<ProvidedModel> {
  return provideModel({
    modelDir,
    choice: embeddingModel,
    precision: embeddingPrecision,
    excerpt: embeddingExcerpt,
    cnn14Urls,
    ...options,
  });
}

/** Find the configured model among the installed ones. @throws as `provideModel` */
export async function findInstalledModel(settings: ModelSettings, signal: AbortSignal): Promise<ProvidedModel> {
  return findModel(settings, { download: false, signal });
}

/**
 * Refuse a stand-in for the model that the library is embedded with. A stand-in is for a first library only: if the
 * model's folder
 * is out of reach tonight, the entire library would be embedded again, and served from then on, with the lesser model.
 * @throws `MODEL_MISSING`
 */
export function refuseStandIn(
  { space, notice }: Pick<ProvidedModel, 'space' | 'notice'>,
  served: EmbeddingSpace | null,
): void {
  if (notice === null || served === null || served.model === space.model) return;
  throw new SoundalikeError(
    'MODEL_MISSING',
    `this library is embedded with ${served.model}, but only its stand-in ${space.model} was found. ` +
      `Check MODEL_DIR, or set EMBEDDING_MODEL=${space.model} to embed the library again`,
  );
}
