import { SoundalikeError } from '@soundalike/errors';
import type { SpaceAdmin, SpaceSummary } from '@soundalike/catalog';
import type { SqliteDatabase } from '../database/sqlite-database.ts';
import { numberedSpaceOf } from './space-rows.ts';

/** The embedding spaces of a file. */
export class SqliteSpaceAdmin implements SpaceAdmin {
  readonly #database: SqliteDatabase;

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  async list(): Promise<SpaceSummary[]> {
    const rows = this.#database.read(() =>
      this.#database.all(
        `SELECT spaces.*, (SELECT count(*) FROM tracks WHERE space = spaces.number) AS tracks
         FROM spaces ORDER BY served DESC, id`,
      ),
    );
    return rows.map((row) => ({
      space: numberedSpaceOf(row).space,
      tracks: Number(row['tracks']),
      served: row['served'] === 1,
      bytes: null,
    }));
  }

  async drop(spaceId: string): Promise<void> {
    this.#database.write(() => {
      const row = this.#database.get('SELECT number, served FROM spaces WHERE id = ?', spaceId);
      if (!row) return;
      if (row['served'] === 1) {
        throw new SoundalikeError(
          'USAGE',
          `space ${spaceId}: a space that is served cannot be dropped; serve another one first`,
        );
      }
      const number = Number(row['number']);
      this.#database.run('DELETE FROM words WHERE rowid IN (SELECT number FROM tracks WHERE space = ?)', number);
      this.#database.run('DELETE FROM tracks WHERE space = ?', number);
      this.#database.run('DELETE FROM spaces WHERE number = ?', number);
    });
  }

  async close(): Promise<void> {
    this.#database.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}
