import { SoundalikeError } from '@soundalike/errors';
import { MODEL_IDS } from '@soundalike/catalog';
import type { ModelId } from '@soundalike/catalog';
import type { LoadedModel, LoadOptions } from './loaded-model.ts';
import { cnn14Spec } from './cnn14/cnn14-spec.ts';
import { loadCnn14 } from './cnn14/load-cnn14.ts';
import type { ModelSpec } from './model-spec.ts';
import { loadMusicnn } from './musicnn/load-musicnn.ts';
import { musicnnSpec } from './musicnn/musicnn-spec.ts';

/** A model the project knows: what it is, and how its folder is loaded. */
export interface RegisteredModel {
  readonly spec: ModelSpec;
  /** @throws `MODEL_INVALID` when a file is missing or is no model of this kind. */
  readonly load: (folder: string, options: LoadOptions) => Promise<LoadedModel>;
}

const MODELS: Readonly<Record<ModelId, RegisteredModel>> = {
  cnn14: { spec: cnn14Spec, load: loadCnn14 },
  musicnn: { spec: musicnnSpec, load: loadMusicnn },
};

/** @throws `MODEL_UNKNOWN` naming the models there are. */
export function modelOf(id: string): RegisteredModel {
  if (!Object.hasOwn(MODELS, id))
    throw new SoundalikeError('MODEL_UNKNOWN', `model: expected one of ${MODEL_IDS.join(', ')}, got ${id}`);
  return MODELS[id as ModelId];
}
