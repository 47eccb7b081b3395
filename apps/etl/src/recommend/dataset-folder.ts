import { isAbsolute, posix, relative, sep } from 'node:path';
import { SoundalikeError } from '@soundalike/errors';

/**
 * Return a folder that a person names, relative to the dataset and with `/` on every system, as paths are stored. It may
 * be absolute, or end with a slash; null for the dataset itself.
 * @throws `USAGE` for a folder outside the dataset
 */
export function datasetFolder(folder: string, datasetDir: string): string | null {
  const inside = isAbsolute(folder) ? relative(datasetDir, folder) : folder;
  const normalised = posix.normalize(inside.replaceAll(sep, '/')).replace(/\/$/u, '');
  if (normalised === '..' || normalised.startsWith('../') || isAbsolute(normalised)) {
    throw new SoundalikeError(
      'USAGE',
      `${folder}: this is not a folder of the dataset; give one relative to DATASET_DIR (${datasetDir})`,
    );
  }
  return normalised === '.' || normalised === '' ? null : normalised;
}
