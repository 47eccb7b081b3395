export { elasticsearchForTests, NoElasticsearch, startElasticsearch } from './start-elasticsearch.ts';
export type { ElasticsearchNode, NodeOptions, Role, Users } from './node/elasticsearch-node.ts';
