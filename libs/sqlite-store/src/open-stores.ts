import { SoundalikeError } from '@soundalike/errors';
import type { EmbeddingSpace, RecordStore, SpaceAdmin, TrackStore } from '@soundalike/catalog';
import { openForReading, openForReadingOrEmpty, openForWriting } from './database/open-database.ts';
import type { SqliteFileOptions } from './database/open-database.ts';
import type { SqliteDatabase } from './database/sqlite-database.ts';
import { SqliteRecordStore } from './records/sqlite-record-store.ts';
import { ensureSpace, knownSpace, servedSpace } from './spaces/space-rows.ts';
import { SqliteSpaceAdmin } from './spaces/sqlite-space-admin.ts';
import type { SearchOptions } from './neighbours/neighbour-service.ts';
import { SqliteTrackStore } from './tracks/sqlite-track-store.ts';

/** As `SqliteFileOptions`, the space, and how neighbours are searched. */
export interface SqliteStoreOptions extends SqliteFileOptions, SearchOptions {
  /** Omitted: the space that is served. */
  readonly space?: EmbeddingSpace;
  /** Create the file, its folder and the space if they do not exist. Default: no. */
  readonly create?: boolean;
}

/**
 * Open the tracks of one embedding space.
 * @throws `STORE_EMPTY` if the file or the space does not exist, `STORE_UNAVAILABLE`, `STORE_CORRUPT`, `STORE_FULL`,
 * `STORE_SCHEMA_NEWER`, `SPACE_MISMATCH`
 */
export async function openSqliteStore({
  path,
  space,
  create = false,
  readOnly = false,
  busyTimeoutMs,
  ...search
}: SqliteStoreOptions): Promise<TrackStore> {
  const database = open(path, create, readOnly, busyTimeoutMs);
  if (!database) throw new SoundalikeError('STORE_EMPTY', `${path}: no music is indexed yet; to index some: npm start`);
  try {
    const found =
      create && space
        ? database.write(() => ensureSpace(database, space))
        : database.read(() => (space ? knownSpace(database, space) : servedSpace(database)));
    if (!found) {
      const missing = space ? `embedding space ${space.id} does not exist` : 'no embedding space is served';
      throw new SoundalikeError('STORE_EMPTY', `${path}: ${missing} yet; to index music: npm start`);
    }
    return new SqliteTrackStore(database, found, search);
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Without `create`, a file is first opened for reading, which creates nothing. */
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

/**
 * Open the records of a store's file, which is created if it does not exist. With `readOnly`, nothing is created, and a
 * missing file is read as an empty one.
 * @throws `STORE_UNAVAILABLE`, `STORE_CORRUPT`, `STORE_FULL`, `STORE_SCHEMA_NEWER`
 */
export async function openSqliteRecords(options: SqliteFileOptions): Promise<RecordStore> {
  return new SqliteRecordStore(openOrCreate(options));
}

/** Open the list of embedding spaces in a store's file; the file as in `openSqliteRecords`. @throws as that */
export async function openSqliteSpaces(options: SqliteFileOptions): Promise<SpaceAdmin> {
  return new SqliteSpaceAdmin(openOrCreate(options));
}

function openOrCreate({ path, readOnly = false, busyTimeoutMs }: SqliteFileOptions): SqliteDatabase {
  return readOnly ? openForReadingOrEmpty(path) : openForWriting(path, busyTimeoutMs);
}
