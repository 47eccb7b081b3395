import { createHash, randomInt } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import {
  assertEmbedding,
  fingerprintFromBytes,
  FEW_FOUND,
  MOST_CANDIDATES,
  rankSimilar,
  searchQuery,
} from '@soundalike/catalog';
import { SoundalikeError } from '@soundalike/errors';
import type {
  DeleteOptions,
  EmbeddedTrack,
  EmbeddingSpace,
  IdentifierKind,
  ListedTrack,
  Neighbour,
  NeighbourOptions,
  Track,
  TrackPatch,
  TrackStore,
} from '@soundalike/catalog';
import type { Row, SqliteDatabase } from '../database/sqlite-database.ts';
import type { NeighbourRequest } from '../neighbours/neighbour-search.ts';
import { NeighbourService } from '../neighbours/neighbour-service.ts';
import type { SearchOptions } from '../neighbours/neighbour-service.ts';
import { vectorFromBytes } from '../neighbours/vector-encoding.ts';
import type { NumberedSpace } from '../spaces/space-rows.ts';
import { SimilarWords } from '../words/similar-words.ts';
import { findByWords } from '../words/word-index.ts';
import { decodePaths, trackOf } from '../database/track-fields.ts';
import { TrackWriter } from './track-writer.ts';

/** Tracks that a listing holds in memory at a time. */
const PAGE = 1000;

/** Bits of a random draw: so many that its remainder by any number of tracks is practically uniform. */
const DRAW_BITS = 48;

const IDENTIFIER_COLUMNS: Readonly<Record<IdentifierKind, string>> = {
  musicBrainzRecordingId: 'recording_id',
  isrc: 'isrc',
};

/** The tracks of one embedding space in a file. */
export class SqliteTrackStore implements TrackStore {
  readonly space: EmbeddingSpace;
  readonly #database: SqliteDatabase;
  readonly #number: number;
  readonly #writer: TrackWriter;
  readonly #neighbours: NeighbourService;
  readonly #similarWords: SimilarWords;
  #sample: { readonly text: string; readonly values: readonly number[] } = { text: '[]', values: [] };

  constructor(database: SqliteDatabase, { number, space }: NumberedSpace, search: SearchOptions = {}) {
    this.space = space;
    this.#database = database;
    this.#number = number;
    this.#writer = new TrackWriter(database, number);
    this.#neighbours = new NeighbourService(database, { number, dims: space.dims }, search);
    this.#similarWords = new SimilarWords(database);
  }

  async count(): Promise<number> {
    return this.#database.read(() =>
      Number(this.#database.get('SELECT count(*) AS n FROM tracks WHERE space = ?', this.#number)?.['n']),
    );
  }

  async upsert(tracks: readonly EmbeddedTrack[]): Promise<void> {
    for (const { id, spaceId, embedding } of tracks) {
      if (spaceId !== this.space.id) {
        throw new SoundalikeError(
          'SPACE_MISMATCH',
          `track ${id}: it belongs to space ${spaceId}, not to ${this.space.id}, which is open`,
        );
      }
      assertEmbedding(embedding, this.space.dims, `track ${id}`);
    }
    this.#write(() => tracks.forEach((track) => this.#writer.upsert(track)));
  }

  async patch(patches: readonly TrackPatch[]): Promise<void> {
    this.#write(() => patches.forEach((patch) => this.#writer.patch(patch)));
  }

  async delete(ids: readonly string[], { withoutPathsOnly = false }: DeleteOptions = {}): Promise<void> {
    this.#write(() => ids.forEach((id) => this.#writer.delete(id, withoutPathsOnly)));
  }

  async get(ids: readonly string[]): Promise<Track[]> {
    return this.#database.read(() => ids.flatMap((id) => this.#find(id))).map((row) => trackOf(row, this.space.id));
  }

  async vectors(ids: readonly string[]): Promise<{ id: string; embedding: Float32Array }[]> {
    return this.#database.read(() => ids.flatMap((id) => this.#vector(id)));
  }

  async fingerprints(ids: readonly string[]): Promise<ReadonlyMap<string, Uint32Array>> {
    return this.#database.read(() => new Map(ids.flatMap((id) => this.#fingerprint(id))));
  }

  async random(randomSeed?: number): Promise<Track | null> {
    const row = this.#database.read(() =>
      this.#database.get(
        `SELECT id, paths, fields FROM tracks WHERE space = ?1 ORDER BY id LIMIT 1
         OFFSET (SELECT ?2 % max(1, count(*)) FROM tracks WHERE space = ?1)`,
        this.#number,
        randomDraw(randomSeed),
      ),
    );
    return row ? trackOf(row, this.space.id) : null;
  }

  async similarTo(id: string, k: number, { exclude = [], filter = {} }: NeighbourOptions = {}): Promise<Neighbour[]> {
    const [seed] = this.#database.read(() => this.#vector(id));
    if (!seed) throw new SoundalikeError('TRACK_NOT_FOUND', `track ${id}: this track is not in the library`);
    return this.#nearest({ query: seed.embedding, k, exclude: [id, ...exclude], filter });
  }

  async similarToVector(
    embedding: Float32Array,
    k: number,
    { exclude = [], filter = {} }: NeighbourOptions = {},
  ): Promise<Neighbour[]> {
    assertEmbedding(embedding, this.space.dims, 'neighbours');
    return this.#nearest({ query: embedding, k, exclude, filter });
  }

  async similarToVectors(
    embeddings: readonly Float32Array[],
    k: number,
    options: NeighbourOptions = {},
  ): Promise<Neighbour[][]> {
    for (const embedding of embeddings) assertEmbedding(embedding, this.space.dims, 'neighbours');
    const found: Neighbour[][] = [];
    for (const embedding of embeddings) {
      // A search of a large library takes tens of milliseconds, which must not add up for others.
      if (found.length > 0) await setImmediate();
      found.push(await this.similarToVector(embedding, k, options));
    }
    return found;
  }

  async search(text: string, limit: number): Promise<Track[]> {
    const query = searchQuery(text);
    if (query === null) return [];
    return this.#database.read(() => {
      const tracksOf = (numbers: readonly number[]): Track[] => numbers.map((number) => this.#trackAt(number));
      const { numbers, isExact } = findByWords(this.#database, this.#number, query, limit);
      if (isExact || numbers.length >= Math.min(limit, FEW_FOUND)) return tracksOf(numbers);
      const others = this.#similarWords.find(this.#number, query, MOST_CANDIDATES);
      const similar = rankSimilar(query, tracksOf(others.filter((number) => !numbers.includes(number))));
      return [...tracksOf(numbers), ...similar].slice(0, limit);
    });
  }

  async findByIdentifier(kind: IdentifierKind, value: string, limit: number): Promise<Track[]> {
    const column = IDENTIFIER_COLUMNS[kind];
    const rows = this.#database.read(() =>
      this.#database.all(
        `SELECT id, paths, fields FROM tracks WHERE space = ? AND ${column} = ? ORDER BY id LIMIT ?`,
        this.#number,
        value,
        limit,
      ),
    );
    return rows.map((row) => trackOf(row, this.space.id));
  }

  async *list(): AsyncGenerator<ListedTrack> {
    let after = '';
    for (;;) {
      const rows = this.#database.read(() =>
        this.#database.all(
          `SELECT id, paths, tag_reader_version FROM tracks WHERE space = ? AND id > ? ORDER BY id LIMIT ${PAGE}`,
          this.#number,
          after,
        ),
      );
      for (const row of rows) {
        const tagReaderVersion = Number(row['tag_reader_version']);
        yield { id: String(row['id']), paths: decodePaths(row), tagReaderVersion };
      }
      if (rows.length < PAGE) return;
      after = String(rows.at(-1)?.['id']);
    }
  }

  async writePairSimilarities(sorted: readonly number[]): Promise<void> {
    this.#write(() =>
      this.#database.run(
        'UPDATE spaces SET pair_similarities = ? WHERE number = ?',
        JSON.stringify(sorted),
        this.#number,
      ),
    );
  }

  async readPairSimilarities(): Promise<readonly number[]> {
    const row = this.#database.read(() =>
      this.#database.get('SELECT pair_similarities FROM spaces WHERE number = ?', this.#number),
    );
    const text = row ? String(row['pair_similarities']) : '[]';
    // Every query reads the sample, which changes once a run.
    if (this.#sample.text !== text) this.#sample = { text, values: JSON.parse(text) as number[] };
    return this.#sample.values;
  }

  async serve(): Promise<void> {
    this.#write(() => this.#database.run('UPDATE spaces SET served = (number = ?)', this.#number));
  }

  async close(): Promise<void> {
    await this.#neighbours.close();
    this.#database.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /** Run a write if the space still exists. @throws `STORE_UNAVAILABLE` if it was dropped while this store was open */
  #write(work: () => void): void {
    this.#database.write(() => {
      if (!this.#database.get('SELECT 1 FROM spaces WHERE number = ?', this.#number)) {
        throw new SoundalikeError(
          'STORE_UNAVAILABLE',
          `${this.#database.path}: embedding space ${this.space.id} was dropped; open the store again`,
        );
      }
      work();
    });
  }

  /** A track that is deleted during a search leaves a gap, so the search is repeated. */
  async #nearest(request: NeighbourRequest, tries = 3): Promise<Neighbour[]> {
    const found = await this.#neighbours.nearest(request);
    const neighbours = this.#database.read(() =>
      found.flatMap(({ number, similarity }) =>
        this.#numbered(number).map((row) => ({ track: trackOf(row, this.space.id), similarity })),
      ),
    );
    if (neighbours.length < found.length && tries > 1) return this.#nearest(request, tries - 1);
    return neighbours;
  }

  /** Return the row of a track, or none. */
  #find(id: string): Row[] {
    return this.#database.all(
      'SELECT number, id, paths, fields FROM tracks WHERE space = ? AND id = ?',
      this.#number,
      id,
    );
  }

  #trackAt(number: number): Track {
    const [row] = this.#numbered(number);
    if (!row)
      throw new SoundalikeError(
        'STORE_CORRUPT',
        `${this.#database.path}: the track with number ${number} is missing; restore the file, or index it again`,
      );
    return trackOf(row, this.space.id);
  }

  /** Return the row of a track, or none. */
  #numbered(number: number): Row[] {
    return this.#database.all('SELECT id, paths, fields FROM tracks WHERE number = ?', number);
  }

  /** Return the vector of a track, or none. */
  #vector(id: string): { id: string; embedding: Float32Array }[] {
    const rows = this.#database.all(
      `SELECT embedding FROM embeddings JOIN tracks ON tracks.number = embeddings.track
       WHERE tracks.space = ? AND tracks.id = ?`,
      this.#number,
      id,
    );
    return rows.map((row) => ({ id, embedding: vectorFromBytes(row['embedding']) }));
  }

  /** Return the id and the fingerprint of a track, or none. */
  #fingerprint(id: string): [string, Uint32Array][] {
    const rows = this.#database.all(
      `SELECT fingerprint FROM embeddings JOIN tracks ON tracks.number = embeddings.track
       WHERE tracks.space = ? AND tracks.id = ? AND fingerprint IS NOT NULL`,
      this.#number,
      id,
    );
    return rows.map((row) => [id, fingerprintFromBytes(row['fingerprint'])]);
  }
}

/**
 * Return an integer from 0 to 2^48 − 1, uniformly at random, or always the same for one seed. The digest makes the
 * draws of adjacent seeds independent.
 */
function randomDraw(seed?: number): number {
  if (seed === undefined) return randomInt(2 ** DRAW_BITS - 1);
  return createHash('sha256')
    .update(String(seed))
    .digest()
    .readUIntBE(0, DRAW_BITS / 8);
}
