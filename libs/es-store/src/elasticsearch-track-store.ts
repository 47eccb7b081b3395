import { SoundalikeError } from '@soundalike/errors';
import { uniteTracks } from '@soundalike/catalog';
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
import type { Connection } from './client/connection.ts';
import { RefreshTracker } from './client/refresh-tracker.ts';
import type { IndexNames } from './indices/index-names.ts';
import { serveSpace } from './indices/aliases.ts';
import { trackDocument } from './mapping/track-document.ts';
import { unitVector } from './mapping/vector-field.ts';
import { countTracks } from './queries/complete-results.ts';
import { getFingerprints, getTracks, getVectors } from './queries/get-by-id.ts';
import { tracksByIdentifier } from './queries/by-identifier.ts';
import { nearest, nearestToEach } from './queries/nearest.ts';
import { randomTrack } from './queries/random-track.ts';
import { readPages } from './queries/read-pages.ts';
import { searchByName } from './queries/search-by-name.ts';
import { readPairSimilarities, writePairSimilarities } from './records/pair-similarities.ts';
import { applyChanges } from './writes/apply-changes.ts';
import { deleteChange, patchChange, upsertChange } from './writes/change.ts';
import type { Change } from './writes/change.ts';
import { readStates, trackNotFound } from './writes/stored-state.ts';

/** The tracks of one embedding space, accessed by its alias: the index behind it may change while the store is open. */
export class ElasticsearchTrackStore implements TrackStore {
  readonly space: EmbeddingSpace;
  readonly #connection: Connection;
  readonly #names: IndexNames;
  /** Alias of the space's index. */
  readonly #index: string;
  readonly #numCandidates: number | null;
  readonly #refreshes: RefreshTracker;

  constructor(connection: Connection, names: IndexNames, space: EmbeddingSpace, numCandidates: number | null) {
    this.space = space;
    this.#connection = connection;
    this.#names = names;
    this.#index = names.spaceAlias(this.space.id);
    this.#numCandidates = numCandidates;
    this.#refreshes = RefreshTracker.of(connection, this.#index);
  }

  async count(): Promise<number> {
    await this.#refresh();
    return countTracks(this.#connection, this.#index);
  }

  async upsert(tracks: readonly EmbeddedTrack[]): Promise<void> {
    const byId = new Map<string, EmbeddedTrack>();
    for (const track of tracks) {
      if (track.spaceId !== this.space.id) {
        throw new SoundalikeError(
          'SPACE_MISMATCH',
          `track ${track.id}: it belongs to space ${track.spaceId}, not to ${this.space.id}, which is open`,
        );
      }
      byId.set(track.id, uniteTracks(byId.get(track.id) ?? track, track));
    }
    // All documents are created before anything is sent, so that an invalid track fails the entire call.
    const documents = [...byId.values()].map((track) => trackDocument(track, this.space.dims));
    await this.#apply(new Map(documents.map((document) => [document.id, upsertChange(document)])));
  }

  async patch(patches: readonly TrackPatch[]): Promise<void> {
    const byId = Map.groupBy(patches, ({ id }) => id);
    const ids = [...byId.keys()];
    if (ids.length === 0) return;
    const stored = await this.#connection.read((client, limits) => readStates(client, limits, this.#index, ids));
    const missing = ids.filter((id) => !stored.has(id));
    if (missing.length > 0) throw trackNotFound(missing.join(', '));
    await this.#apply(new Map([...byId].map(([id, each]) => [id, patchChange(each)])));
  }

  async delete(ids: readonly string[], { withoutPathsOnly = false }: DeleteOptions = {}): Promise<void> {
    await this.#apply(new Map(ids.map((id) => [id, deleteChange(withoutPathsOnly)])));
  }

  get(ids: readonly string[]): Promise<Track[]> {
    return getTracks(this.#connection, this.#index, ids);
  }

  vectors(ids: readonly string[]): Promise<{ readonly id: string; readonly embedding: Float32Array }[]> {
    return getVectors(this.#connection, this.#index, ids);
  }

  fingerprints(ids: readonly string[]): Promise<ReadonlyMap<string, Uint32Array>> {
    return getFingerprints(this.#connection, this.#index, ids);
  }

  async random(randomSeed?: number): Promise<Track | null> {
    await this.#refresh();
    return randomTrack(this.#connection, this.#index, randomSeed);
  }

  async similarTo(id: string, k: number, options: NeighbourOptions = {}): Promise<Neighbour[]> {
    const [seed] = await this.vectors([id]);
    if (!seed) throw trackNotFound(id);
    return this.similarToVector(seed.embedding, k, { ...options, exclude: [...(options.exclude ?? []), id] });
  }

  async similarToVector(
    embedding: Float32Array,
    k: number,
    { exclude = [], filter = {} }: NeighbourOptions = {},
  ): Promise<Neighbour[]> {
    const vector = unitVector(embedding, this.space.dims, 'query');
    await this.#refresh();
    const query = { index: this.#index, numCandidates: this.#numCandidates, vector, k, exclude, filter };
    return nearest(this.#connection, query);
  }

  async similarToVectors(
    embeddings: readonly Float32Array[],
    k: number,
    { exclude = [], filter = {} }: NeighbourOptions = {},
  ): Promise<Neighbour[][]> {
    const vectors = embeddings.map((embedding) => unitVector(embedding, this.space.dims, 'query'));
    await this.#refresh();
    return nearestToEach(this.#connection, vectors, {
      index: this.#index,
      numCandidates: this.#numCandidates,
      k,
      exclude,
      filter,
    });
  }

  async search(text: string, limit: number): Promise<Track[]> {
    await this.#refresh();
    return searchByName(this.#connection, this.#index, text, limit);
  }

  async findByIdentifier(kind: IdentifierKind, value: string, limit: number): Promise<Track[]> {
    await this.#refresh();
    return tracksByIdentifier(this.#connection, this.#index, kind, value, limit);
  }

  async *list(): AsyncGenerator<ListedTrack> {
    await this.#refresh();
    const pages = readPages<Pick<ListedTrack, 'id' | 'paths'> & Partial<ListedTrack>>(this.#connection, {
      index: this.#index,
      query: { match_all: {} },
      sort: 'id',
      source: ['id', 'paths', 'tagReaderVersion'],
    });
    for await (const { _source } of pages) {
      const { id, paths, tagReaderVersion = 0 } = _source!;
      yield { id, paths, tagReaderVersion };
    }
  }

  writePairSimilarities(sorted: readonly number[]): Promise<void> {
    return writePairSimilarities(this.#connection, this.#names, this.space.id, sorted);
  }

  readPairSimilarities(): Promise<readonly number[]> {
    return readPairSimilarities(this.#connection, this.#names, this.space.id);
  }

  async serve(): Promise<void> {
    await this.#refresh();
    await serveSpace(this.#connection, this.#names, this.space.id);
  }

  async close(): Promise<void> {
    // For readers in other processes, which cannot know that the index needs a refresh. A failure must not hide the
    // error that closed the store.
    await this.#refresh().catch(() => undefined);
    await this.#connection.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #apply(changes: ReadonlyMap<string, Change>): Promise<void> {
    try {
      await applyChanges(this.#connection, this.#index, changes);
    } finally {
      if (changes.size > 0) this.#refreshes.noteWrite();
    }
  }

  #refresh(): Promise<void> {
    return this.#refreshes.refresh(this.#connection, this.#index);
  }
}
