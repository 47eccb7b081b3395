export type { ElasticsearchOptions, ElasticsearchStoreOptions } from './options.ts';
export { VECTOR_INDEX_TYPES } from './mapping/vector-index.ts';
export type { VectorIndexType } from './mapping/vector-index.ts';
export { openElasticsearchStore } from './open-track-store.ts';
export { openElasticsearchRecords } from './open-records.ts';
export { openElasticsearchSpaces } from './open-spaces.ts';
export { diagnoseElasticsearch } from './diagnosis/diagnose.ts';
export type { Check } from './diagnosis/check.ts';
export type { KeyHolder } from './diagnosis/privileges.ts';
