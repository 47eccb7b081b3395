import { installedCnn14 } from '@soundalike/model-builder';
import type { Check } from '@soundalike/es-store';
import type { Settings } from '@soundalike/settings';

/** Say if the small model stands in for Cnn14; a run says so only once. */
export async function checkStandIn({
  modelDir,
  embeddingModel,
  embeddingPrecision,
}: Pick<Settings, 'modelDir' | 'embeddingModel' | 'embeddingPrecision'>): Promise<Check[]> {
  const isChosen = embeddingModel !== null || embeddingPrecision !== 'float32';
  if (isChosen || (await installedCnn14(modelDir)) !== null) return [];
  return [
    {
      name: 'model',
      status: 'warning',
      finding: 'the small model musicnn stands in for Cnn14, which is not installed',
      cure: 'run npm run model -- fetch cnn14 (327 MB), or set EMBEDDING_MODEL=musicnn to keep it',
    },
  ];
}
