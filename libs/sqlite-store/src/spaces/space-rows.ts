import { SoundalikeError } from '@soundalike/errors';
import type { EmbeddingSpace } from '@soundalike/catalog';
import type { Row, SqliteDatabase } from '../database/sqlite-database.ts';

/** An embedding space and its number in the rows of its tracks. */
export interface NumberedSpace {
  readonly number: number;
  readonly space: EmbeddingSpace;
}

const COLUMNS = 'number, id, model, dims, same_recording_cosine';

/** Return the space of a row of `spaces`. */
export function numberedSpaceOf(row: Row): NumberedSpace {
  return {
    number: Number(row['number']),
    space: {
      id: String(row['id']),
      model: String(row['model']),
      dims: Number(row['dims']),
      sameRecordingCosine: Number(row['same_recording_cosine']),
    },
  };
}

/** Return the served space, or null. */
export function servedSpace(database: SqliteDatabase): NumberedSpace | null {
  const row = database.get(`SELECT ${COLUMNS} FROM spaces WHERE served = 1`);
  return row ? numberedSpaceOf(row) : null;
}

/**
 * Return a space by its id, or null.
 * @throws `SPACE_MISMATCH` if the stored one has another model or another length of vectors
 */
export function knownSpace(database: SqliteDatabase, wanted: EmbeddingSpace): NumberedSpace | null {
  const row = database.get(`SELECT ${COLUMNS} FROM spaces WHERE id = ?`, wanted.id);
  if (!row) return null;
  const known = numberedSpaceOf(row);
  if (known.space.model !== wanted.model || known.space.dims !== wanted.dims) {
    throw new SoundalikeError(
      'SPACE_MISMATCH',
      `space ${wanted.id}: the store has vectors of ${known.space.model} with ${known.space.dims} values, not of ` +
        `${wanted.model} with ${wanted.dims}; use the model that the space was indexed with`,
    );
  }
  return { ...known, space: wanted };
}

/** Return a space for writing, added if it is new; a known one gets the writer's threshold. @throws as `knownSpace` */
export function ensureSpace(database: SqliteDatabase, wanted: EmbeddingSpace): NumberedSpace {
  const known = knownSpace(database, wanted);
  if (known) {
    database.run(
      'UPDATE spaces SET same_recording_cosine = ? WHERE number = ?',
      wanted.sameRecordingCosine,
      known.number,
    );
    return known;
  }
  const row = database.get(
    'INSERT INTO spaces (id, model, dims, same_recording_cosine) VALUES (?, ?, ?, ?) RETURNING number',
    wanted.id,
    wanted.model,
    wanted.dims,
    wanted.sameRecordingCosine,
  );
  return { number: Number(row?.['number']), space: wanted };
}
