import type { EmbeddingSpace } from '@soundalike/catalog';
import type { Endpoint } from './client/endpoint.ts';
import type { VectorIndexType } from './mapping/vector-field.ts';

/** Address of Elasticsearch, and names and settings of the library's indices. */
export interface ElasticsearchOptions extends Endpoint {
  /** Type of vector index for a new space; an existing space keeps its type until it is rebuilt. */
  readonly vectorIndex: VectorIndexType;
  /** Candidates per shard of a kNN search, 1 to 10,000; null: chosen from k. */
  readonly numCandidates: number | null;
  /**
   * Longest time in milliseconds that one call may take, retries included; default 30,000, and 120,000 for every 250
   * tracks of a write.
   */
  readonly callTimeoutMs?: number;
  /** Receives each failure that is followed by another attempt, once the call has taken some seconds. */
  readonly onWait?: (error: unknown) => void;
  /** Ends the calls in progress and all later ones with `ABORTED`. */
  readonly signal?: AbortSignal;
  /** Alias of the served space and prefix of every index name; default `tracks`. */
  readonly alias?: string;
}

/** As `ElasticsearchOptions`, and the space. */
export interface ElasticsearchStoreOptions extends ElasticsearchOptions {
  /** Space to write to, added if it is new. Omitted: the served space, for reading. */
  readonly space?: EmbeddingSpace;
}
