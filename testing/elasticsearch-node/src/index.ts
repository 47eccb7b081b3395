export { elasticsearchForTests, NoElasticsearch, startElasticsearch } from './start-elasticsearch.ts';
export { documentedRoles } from './secured/documented-roles.ts';
export type { KeyHolder } from './secured/documented-roles.ts';
export type {
  ApiKey,
  ElasticsearchNode,
  NodeOptions,
  PowerSwitch,
  RoleDescriptors,
  SecuredAccess,
} from './node/elasticsearch-node.ts';
