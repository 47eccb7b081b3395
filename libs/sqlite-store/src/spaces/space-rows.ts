import { SoundalikeError } from '@soundalike/errors';
import type { EmbeddingSpace } from '@soundalike/catalog';
import type { Row, SqliteDatabase } from '../database/sqlite-database.ts';

/** An embedding space and the number that its rows carry. */
export interface NumberedSpace {
  readonly number: number;
  readonly space: EmbeddingSpace;
}

const COLUMNS = 'number, id, model, dims, same_recording_cosine';

/** The space that a row of `spaces` describes. */
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

/** The space that is served, or null. */
export function servedSpace(database: SqliteDatabase): NumberedSpace | null {
  const row = database.get(`SELECT ${COLUMNS} FROM spaces WHERE served = 1`);
  return row ? numberedSpaceOf(row) : null;
}

/** A space by its id, or null. @throws `SPACE_MISMATCH` where the stored one has another model or another length of vectors */
export function knownSpace(database: SqliteDatabase, wanted: EmbeddingSpace): NumberedSpace | null {
  const row = database.get(`SELECT ${COLUMNS} FROM spaces WHERE id = ?`, wanted.id);
  if (!row) return null;
  const known = numberedSpaceOf(row);
  if (known.space.model !== wanted.model || known.space.dims !== wanted.dims) {
    throw new SoundalikeError(
      'SPACE_MISMATCH',
      `embedding space ${wanted.id}: expected ${known.space.dims} dims of ${known.space.model} as stored, got ${wanted.dims} dims of ${wanted.model}`,
    );
  }
  return { ...known, space: wanted };
}

/** A space for writing, added where it is new; the threshold of a known one follows its writer. @throws as `knownSpace` */
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
