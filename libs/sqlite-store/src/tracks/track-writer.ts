import { SoundalikeError } from '@soundalike/errors';
import { fingerprintToBytes, patchPaths, searchKey, uniteTracks } from '@soundalike/catalog';
import type { EmbeddedTrack, TrackPatch } from '@soundalike/catalog';
import type { Row, SqliteDatabase } from '../database/sqlite-database.ts';
import { encodeCode, vectorToBytes } from '../neighbours/vector-encoding.ts';
import { addWords, removeWords } from '../words/word-index.ts';
import { decodeFields, decodePaths, encodeFields } from '../database/track-fields.ts';

/** Writes the tracks of one space; call every method within a `write` of the database. */
export class TrackWriter {
  readonly #database: SqliteDatabase;
  readonly #space: number;

  constructor(database: SqliteDatabase, space: number) {
    this.#database = database;
    this.#space = space;
  }

  /** Insert or replace a track. A replaced one gets a new number, so that each number always means the same vector. */
  upsert(upserted: EmbeddedTrack): void {
    const before = this.#find(upserted.id);
    if (before) this.#remove(Number(before['number']));
    const track = uniteTracks(before ? { ...decodeFields(before), paths: decodePaths(before) } : upserted, upserted);
    const row = this.#database.get(
      `INSERT INTO tracks (space, id, paths, fields, tag_reader_version, title_key, artist_key)
       VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING number`,
      this.#space,
      track.id,
      JSON.stringify(track.paths),
      encodeFields(track),
      track.tagReaderVersion,
      searchKey(track.title),
      searchKey(track.artist),
    );
    const number = Number(row?.['number']);
    const { code, norm, angle } = encodeCode(track.embedding);
    this.#database.run(
      'INSERT INTO embeddings (track, embedding, fingerprint) VALUES (?, ?, ?)',
      number,
      vectorToBytes(track.embedding),
      track.fingerprint ? fingerprintToBytes(track.fingerprint) : null,
    );
    this.#database.run(
      'INSERT INTO codes (track, space, code, norm, angle) VALUES (?, ?, ?, ?, ?)',
      number,
      this.#space,
      code,
      norm,
      angle,
    );
    addWords(this.#database, number, track);
  }

  /** Apply a patch to a stored track. @throws `TRACK_NOT_FOUND`, `TRACK_CHANGED` */
  patch(patch: TrackPatch): void {
    const { id, metadata } = patch;
    const row = this.#find(id);
    if (!row) throw new SoundalikeError('TRACK_NOT_FOUND', `track ${id}: this track is not in the library`);
    const number = Number(row['number']);
    const paths = patchPaths(decodePaths(row), patch);
    this.#database.run('UPDATE tracks SET paths = ? WHERE number = ?', JSON.stringify(paths), number);
    if (metadata) {
      this.#database.run(
        'UPDATE tracks SET fields = ?, tag_reader_version = ?, title_key = ?, artist_key = ? WHERE number = ?',
        encodeFields({ ...decodeFields(row), ...metadata }),
        metadata.tagReaderVersion,
        searchKey(metadata.title),
        searchKey(metadata.artist),
        number,
      );
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
