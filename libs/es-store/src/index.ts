export type { ElasticsearchOptions, ElasticsearchStoreOptions } from './options.ts';
export { VECTOR_INDEX_TYPES } from './mapping/vector-field.ts';
export type { VectorIndexType } from './mapping/vector-field.ts';
export { openElasticsearchRecords, openElasticsearchSpaces, openElasticsearchStore } from './open-stores.ts';
export { rebuildElasticsearchSpace } from './rebuild-space.ts';
export type { RebuildOptions, RebuiltSpace } from './rebuild-space.ts';
export { diagnoseElasticsearch } from './diagnose-elasticsearch.ts';
export type { Check } from './diagnosis/check.ts';
export type { KeyHolder } from './diagnosis/check-privileges.ts';
