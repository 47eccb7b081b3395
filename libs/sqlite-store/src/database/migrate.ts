import { SoundalikeError } from '@soundalike/errors';
import type { SqliteDatabase } from './sqlite-database.ts';

/** Marks a file as a store of this project ("sala" in ASCII), where SQLite keeps such marks: in the file's header. */
const APPLICATION_ID = 0x73616c61;

/** The schema version of a file: 0 for one that is new or empty. @throws `STORE_SCHEMA_NEWER`, `STORE_CORRUPT` for a database of another program */
export function schemaVersion(database: SqliteDatabase, newest: number): number {
  return database.read(() => {
    const version = Number(database.get('PRAGMA user_version')?.['user_version']);
    const owner = Number(database.get('PRAGMA application_id')?.['application_id']);
    const tables = Number(database.get('SELECT count(*) AS tables FROM sqlite_schema')?.['tables']);
    if (owner !== APPLICATION_ID && tables > 0) {
      throw new SoundalikeError(
        'STORE_CORRUPT',
        `${database.path}: expected a store of this project, got a database of another program`,
      );
    }
    if (version > newest) {
      throw new SoundalikeError(
        'STORE_SCHEMA_NEWER',
        `${database.path}: expected schema version ${newest} or older, got ${version}; a newer version of this program wrote the file`,
      );
    }
    return version;
  });
}

/** Takes a file through the steps that it has not been through, all or none. Safe in several processes at once. @throws as `schemaVersion` */
export function migrate(database: SqliteDatabase, migrations: readonly string[]): void {
  if (schemaVersion(database, migrations.length) === migrations.length) return;
  database.write(() => {
    const version = Number(database.get('PRAGMA user_version')?.['user_version']);
    if (version >= migrations.length) return;
    for (const step of migrations.slice(version)) database.execute(step);
    database.execute(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${migrations.length}`);
  });
}
