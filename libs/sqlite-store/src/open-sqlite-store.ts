import { SoundalikeError } from '@soundalike/errors';
import type { EmbeddingSpace, TrackStore } from '@soundalike/catalog';
import { openForReading, openForWriting } from './database/open-database.ts';
import type { SqliteFileOptions } from './database/open-database.ts';
import type { SqliteDatabase } from './database/sqlite-database.ts';
import { ensureSpace, knownSpace, servedSpace } from './spaces/space-rows.ts';
import type { NumberedSpace } from './spaces/space-rows.ts';
import { SqliteTrackStore } from './tracks/sqlite-track-store.ts';

/** Which file to open, and for what. */
export interface SqliteStoreOptions extends SqliteFileOptions {
  /** Left out: the space that is served. */
  readonly space?: EmbeddingSpace;
  /** Whether to make the file, its folder and the space where they are not there yet. Default: no. */
  readonly create?: boolean;
}

/**
 * Opens the tracks of one embedding space.
 * @throws `STORE_EMPTY` where the file or the space is not there, `STORE_UNAVAILABLE`, `STORE_CORRUPT`, `STORE_FULL`, `STORE_SCHEMA_NEWER`, `SPACE_MISMATCH`
 */
export async function openSqliteStore({
  path,
  space,
  create = false,
  readOnly = false,
  busyTimeoutMs,
}: SqliteStoreOptions): Promise<TrackStore> {
  const database = open(path, create, readOnly, busyTimeoutMs);
  if (!database) throw new SoundalikeError('STORE_EMPTY', `${path}: expected indexed music, but there is none yet`);
  try {
    const found =
      create && space
        ? database.write(() => ensureSpace(database, space))
        : database.read(() => findSpace(database, space));
    if (!found) {
      const expected = space ? `embedding space ${space.id}` : 'an embedding space that is served';
      throw new SoundalikeError(
        'STORE_EMPTY',
        `${path}: expected ${expected}, but there is none yet; index some music first`,
      );
    }
    return new SqliteTrackStore(database, found);
  } catch (error) {
    database.close();
    throw error;
  }
}

/** A file that is only written where it is already there is first opened as a reader would, which makes nothing. */
function open(
  path: string,
  create: boolean,
  readOnly: boolean,
  busyTimeoutMs: number | undefined,
): SqliteDatabase | null {
  if (create) return openForWriting(path, busyTimeoutMs);
  const reader = openForReading(path);
  if (readOnly || !reader) return reader;
  reader.close();
  return openForWriting(path, busyTimeoutMs);
}

function findSpace(database: SqliteDatabase, space: EmbeddingSpace | undefined): NumberedSpace | null {
  return space ? knownSpace(database, space) : servedSpace(database);
}
