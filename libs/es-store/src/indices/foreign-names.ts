import { SoundalikeError } from '@soundalike/errors';

/** Return the error for a name of the library that something else has: it is never changed. */
export function foreignName(name: string, index: string): SoundalikeError {
  return new SoundalikeError(
    'CONFIG_INVALID',
    `ELASTICSEARCH_ALIAS: ${name === index ? `the index ${name}` : `the alias ${name} of the index ${index}`} is not ` +
      'one of this program; choose another name, which all indices of the library will begin with. ' +
      'The index of the other program is not touched',
  );
}

/** Return the error for an alias that has several indices. */
export function severalIndices(alias: string, indices: readonly string[]): SoundalikeError {
  return new SoundalikeError(
    'STORE_CORRUPT',
    `alias ${alias}: it points to several indices (${indices.join(', ')}); remove it from all but one: ` +
      `POST /_aliases {"actions":[{"remove":{"index":"…","alias":"${alias}"}}]}`,
  );
}

/** Return the error for an index of the library that has lost its alias. */
export function lostAlias(index: string, alias: string): SoundalikeError {
  return new SoundalikeError(
    'STORE_CORRUPT',
    `index ${index}: it has lost the alias ${alias}; add it again: ` +
      `POST /_aliases {"actions":[{"add":{"index":"${index}","alias":"${alias}"}}]}`,
  );
}
