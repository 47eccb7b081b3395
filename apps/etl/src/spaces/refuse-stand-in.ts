import type { ProvidedModel } from '@soundalike/model-builder';
import { SoundalikeError } from '@soundalike/errors';
import type { EmbeddingSpace } from '@soundalike/catalog';

/**
 * A stand-in helps where there is no library yet. It does not take the place of the model that a library is embedded with, only because
 * that model's folder is out of reach tonight: everything would be embedded again, and served from then on, with the lesser model.
 * @throws `MODEL_MISSING`
 */
export function refuseStandIn(
  { space, notice }: Pick<ProvidedModel, 'space' | 'notice'>,
  served: EmbeddingSpace | null,
): void {
  if (notice === null || served === null || served.model === space.model) return;
  throw new SoundalikeError(
    'MODEL_MISSING',
    `${served.model}: expected the model that this library is embedded with, got only its stand-in ${space.model}. ` +
      `See that MODEL_DIR is right, or set EMBEDDING_MODEL=${space.model} to embed the library anew`,
  );
}
