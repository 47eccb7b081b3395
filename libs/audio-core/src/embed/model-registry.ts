import { SoundalikeError } from '@soundalike/errors';
import { MODEL_IDS } from '@soundalike/catalog';
import type { ModelId } from '@soundalike/catalog';
import type { LoadedModel, LoadOptions } from '../models/loaded-model.ts';
import { cnn14Spec } from '../models/cnn14/cnn14-spec.ts';
import { loadCnn14 } from '../models/cnn14/load-cnn14.ts';
import type { ModelSpec } from '../models/model-spec.ts';
import { loadMusicnn } from '../models/musicnn/load-musicnn.ts';
import { musicnnSpec } from '../models/musicnn/musicnn-spec.ts';

/** A model of the project: its specification, and the function that loads its folder. */
export interface RegisteredModel {
  readonly spec: ModelSpec;
  /** @throws `MODEL_INVALID` if a file is missing or is not a model of this kind */
  readonly load: (folder: string, options: LoadOptions) => Promise<LoadedModel>;
}

const MODELS: Readonly<Record<ModelId, RegisteredModel>> = {
  cnn14: { spec: cnn14Spec, load: loadCnn14 },
  musicnn: { spec: musicnnSpec, load: loadMusicnn },
};

/** Return a model by its id. @throws `MODEL_UNKNOWN` with the ids of all models */
export function modelOf(id: string): RegisteredModel {
  if (!Object.hasOwn(MODELS, id))
    throw new SoundalikeError('MODEL_UNKNOWN', `the model must be one of ${MODEL_IDS.join(', ')}, not ${id}`);
  return MODELS[id as ModelId];
}
