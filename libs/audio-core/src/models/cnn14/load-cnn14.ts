import { CatalogError } from '@soundalike/catalog';
import type { LoadedModel } from '../../embed/track-pooler.ts';
import type { LoadOptions } from '../registry.ts';

/** Loads the converted model of a folder. @throws `MODEL_INVALID` when a file is missing or no such model. */
export async function loadCnn14(folder: string, _options: LoadOptions): Promise<LoadedModel> {
  throw new CatalogError('MODEL_INVALID', `${folder}: expected a model, but loading Cnn14 is not written yet`);
}
