export { elasticsearchForTests } from './elasticsearch-for-tests.ts';
export { NoElasticsearch, startElasticsearch } from './start-elasticsearch.ts';
export type { ElasticsearchNode, NodeOptions } from './node-options.ts';
export type { Role, Users } from './node-options.ts';
