import { join } from 'node:path';
import { musicnnFolder } from '@soundalike/audio-core';
import type { ModelId } from '@soundalike/catalog';

/** Where a model lies when it is there. */
export function modelFolder(model: ModelId, modelDir: string): string {
  return model === 'musicnn' ? musicnnFolder() : join(modelDir, model);
}
