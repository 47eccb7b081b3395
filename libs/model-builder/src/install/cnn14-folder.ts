import { join } from 'node:path';
import type { EmbeddingPrecision } from '@soundalike/catalog';

/** Where in the model folder Cnn14 lies: the quantised model beside the one that it was made of. */
export function cnn14Folder(modelDir: string, precision: EmbeddingPrecision): string {
  return join(modelDir, precision === 'int8' ? 'cnn14-int8' : 'cnn14');
}
