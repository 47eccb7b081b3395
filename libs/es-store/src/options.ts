import type { EmbeddingSpace } from '@soundalike/catalog';

/** HNSW variant of the vector index: int8 keeps a byte a dimension beside the floats, bbq a bit; the graph is searched on those. */
export type VectorIndexType = 'int8_hnsw' | 'hnsw' | 'bbq_hnsw';

/** How Elasticsearch is reached, and where in it this library's indices lie. */
export interface ElasticsearchOptions {
  /** Elastic Cloud id. Exactly one of `cloudId` and `url` is set. */
  readonly cloudId: string | null;
  /** Address of a self-managed or Serverless endpoint. */
  readonly url: string | null;
  readonly apiKey: string | null;
  readonly vectorIndex: VectorIndexType;
  /** Candidates per shard of a kNN search, 1 to 10,000; null: chosen from k. */
  readonly numCandidates: number | null;
  /** Longest time in milliseconds that one call may take, retries included; default 30,000 for reads and 120,000 for writes. */
  readonly callTimeoutMs?: number;
  /** Alias of the served space; a space's index is `<alias>-<space>`. Default `tracks`. */
  readonly alias?: string;
}

/** As `ElasticsearchOptions`, and the space. */
export interface ElasticsearchStoreOptions extends ElasticsearchOptions {
  /** For writing into this space, which is added where it is new. Left out: for reading the space that is served. */
  readonly space?: EmbeddingSpace;
}
