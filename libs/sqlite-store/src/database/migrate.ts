import { nameWords, searchKey } from '@soundalike/catalog';
import { SoundalikeError } from '@soundalike/errors';
import type { SqliteDatabase } from './sqlite-database.ts';

/** SQLite's application id in the file header, which marks a store of this project ("sala" in ASCII). */
const APPLICATION_ID = 0x73616c61;

/**
 * Return the schema version of a file: 0 if it is new or empty.
 * @throws `STORE_SCHEMA_NEWER`, `STORE_CORRUPT` for a database of another program
 */
export function schemaVersion(database: SqliteDatabase, newest: number): number {
  return database.read(() => {
    const version = Number(database.get('PRAGMA user_version')?.['user_version']);
    const owner = Number(database.get('PRAGMA application_id')?.['application_id']);
    const tables = Number(database.get('SELECT count(*) AS tables FROM sqlite_schema')?.['tables']);
    if (owner !== APPLICATION_ID && tables > 0) {
      throw new SoundalikeError(
        'STORE_CORRUPT',
        `${database.path}: this is a database of another program; set STORE_PATH to another file`,
      );
    }
    if (version > newest) {
      throw new SoundalikeError(
        'STORE_SCHEMA_NEWER',
        `${database.path}: its schema version ${version} is newer than ${newest}, ` +
          'the newest that this program supports; update this program',
      );
    }
    return version;
  });
}

/**
 * Apply the migrations that a file lacks, all or none. Several processes may do it at the same time.
 * @throws as `schemaVersion`
 */
export function migrate(database: SqliteDatabase, migrations: readonly string[]): void {
  if (schemaVersion(database, migrations.length) === migrations.length) return;
  database.write(() => {
    const version = Number(database.get('PRAGMA user_version')?.['user_version']);
    if (version >= migrations.length) return;
    database.define('search_key', searchKey);
    database.define('name_words', (name) => nameWords(name).join(' '));
    for (const step of migrations.slice(version)) database.execute(step);
    database.execute(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${migrations.length}`);
  });
}
