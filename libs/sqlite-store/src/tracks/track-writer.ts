import { CatalogError, mergePaths } from '@soundalike/catalog';
import type { EmbeddedTrack, TrackPatch, TrackPath } from '@soundalike/catalog';
import type { Row, SqliteDatabase } from '../database/sqlite-database.ts';
import { encodeCode } from '../neighbours/vector-code.ts';
import { addWords, removeWords } from '../words/word-index.ts';
import { bytesOf } from './embedding-bytes.ts';
import { decodeFields, decodePaths, encodeFields } from './track-fields.ts';

/** Changes the tracks of one space; every call belongs within a `write` of the database. */
export class TrackWriter {
  readonly #database: SqliteDatabase;
  readonly #space: number;

  constructor(database: SqliteDatabase, space: number) {
    this.#database = database;
    this.#space = space;
  }

  /** A track that is replaced gets a new number, so that a number stands for one vector for ever. */
  upsert(track: EmbeddedTrack): void {
    const before = this.#find(track.id);
    if (before) this.#remove(Number(before['number']));
    const paths = mergePaths(before ? decodePaths(before) : [], track.paths);
    const row = this.#database.get(
      'INSERT INTO tracks (space, id, paths, fields) VALUES (?, ?, ?, ?) RETURNING number',
      this.#space,
      track.id,
      JSON.stringify(paths),
      encodeFields(track),
    );
    const number = Number(row?.['number']);
    const { code, norm, angle } = encodeCode(track.embedding);
    this.#database.run('INSERT INTO embeddings (track, embedding) VALUES (?, ?)', number, bytesOf(track.embedding));
    this.#database.run('INSERT INTO codes (track, space, code, norm, angle) VALUES (?, ?, ?, ?, ?)', number, this.#space, code, norm, angle);
    addWords(this.#database, number, track);
  }

  /** @throws `TRACK_NOT_FOUND` */
  patch({ id, addPaths = [], removePaths = [], metadata }: TrackPatch): void {
    const row = this.#find(id);
    if (!row) throw new CatalogError('TRACK_NOT_FOUND', `patch: expected the id of a stored track, got ${JSON.stringify(id)}`);
    const number = Number(row['number']);
    if (addPaths.length > 0 || removePaths.length > 0) {
      const paths: TrackPath[] = mergePaths(decodePaths(row), addPaths, removePaths);
      this.#database.run('UPDATE tracks SET paths = ? WHERE number = ?', JSON.stringify(paths), number);
    }
    if (metadata) {
      this.#database.run('UPDATE tracks SET fields = ? WHERE number = ?', encodeFields({ ...decodeFields(row), ...metadata }), number);
      removeWords(this.#database, number);
      addWords(this.#database, number, metadata);
    }
  }

  delete(id: string, withoutPathsOnly: boolean): void {
    const row = this.#find(id);
    if (!row || (withoutPathsOnly && decodePaths(row).length > 0)) return;
    this.#remove(Number(row['number']));
  }

  #find(id: string): Row | undefined {
    return this.#database.get('SELECT number, paths, fields FROM tracks WHERE space = ? AND id = ?', this.#space, id);
  }

  #remove(number: number): void {
    removeWords(this.#database, number);
    this.#database.run('DELETE FROM tracks WHERE number = ?', number);
  }
}
