import type { EmbeddingSpace } from '@soundalike/catalog';
import type { VectorIndexType } from './mapping/vector-index.ts';

/** How Elasticsearch is reached, and where in it this library's indices lie. */
export interface ElasticsearchOptions {
  /** Elastic Cloud id. Exactly one of `cloudId` and `url` is set. */
  readonly cloudId: string | null;
  /** Address of a self-managed or Serverless endpoint. */
  readonly url: string | null;
  readonly apiKey: string | null;
  /** Kind of vector index that a new space gets; a space that is there keeps its own until it is rebuilt. */
  readonly vectorIndex: VectorIndexType;
  /** Candidates per shard of a kNN search, 1 to 10,000; null: chosen from k. */
  readonly numCandidates: number | null;
  /** Longest time in milliseconds that one call may take, retries included; default 30,000, and 120,000 for every 250 tracks of a write. */
  readonly callTimeoutMs?: number;
  /** Alias of the served space, which every index name begins with; default `tracks`. */
  readonly alias?: string;
}

/** As `ElasticsearchOptions`, and the space. */
export interface ElasticsearchStoreOptions extends ElasticsearchOptions {
  /** For writing into this space, which is added where it is new. Left out: for reading the space that is served. */
  readonly space?: EmbeddingSpace;
}
