import { provideModel } from '@soundalike/model-builder';
import type { ProvidedModel, ProvideOptions } from '@soundalike/model-builder';
import type { Settings } from '@soundalike/settings';

/** The model that the settings name. @param how whether it may be downloaded, and who is told of the progress. @throws as `provideModel` */
export function findModel(
  { modelDir, embeddingModel, embeddingPrecision, embeddingExcerpt, cnn14Urls }: Settings,
  how: Pick<ProvideOptions, 'download' | 'onProgress' | 'onSource' | 'signal'>,
): Promise<ProvidedModel> {
  return provideModel({
    modelDir,
    choice: embeddingModel,
    precision: embeddingPrecision,
    excerpt: embeddingExcerpt,
    cnn14Urls,
    ...how,
  });
}

/** The model that the settings name and that is installed; where another stands in for it, stderr says so. @throws as `provideModel` */
export async function findInstalledModel(settings: Settings, signal: AbortSignal): Promise<ProvidedModel> {
  const model = await findModel(settings, { download: false, signal });
  if (model.notice !== null) process.stderr.write(`${model.notice}\n`);
  return model;
}
