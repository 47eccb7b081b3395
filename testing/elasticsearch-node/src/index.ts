export { elasticsearchForTests, securedElasticsearchForTests, startElasticsearch } from './start-elasticsearch.ts';
export { documentedRoles } from './secured/documented-roles.ts';
export { environmentFor } from './secured/environment.ts';
export type { ApiKey, NodeOptions, RoleDescriptors, SecuredNode } from './node/elasticsearch-node.ts';
