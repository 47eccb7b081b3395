import type { RecordStore, SpaceAdmin, TrackStore } from '@soundalike/catalog';
import type { ElasticsearchOptions, ElasticsearchStoreOptions } from './options.ts';

export type { ElasticsearchOptions, ElasticsearchStoreOptions, VectorIndexType } from './options.ts';

/** Being built. */
export async function openElasticsearchStore(_options: ElasticsearchStoreOptions): Promise<TrackStore> {
  throw new Error('openElasticsearchStore: being built');
}

/** Being built. */
export async function openElasticsearchRecords(_options: ElasticsearchOptions): Promise<RecordStore> {
  throw new Error('openElasticsearchRecords: being built');
}

/** Being built. */
export async function openElasticsearchSpaces(_options: ElasticsearchOptions): Promise<SpaceAdmin> {
  throw new Error('openElasticsearchSpaces: being built');
}
