export { loadElasticsearchAlias, loadSettings } from './load-settings.ts';
export { readSettings } from './settings.ts';
export type { Settings } from './settings.ts';
export { API_SCOPES } from './explore/access-settings.ts';
export type { ApiScope, ApiToken } from './explore/access-settings.ts';
export type { ElasticsearchSettings } from './elasticsearch/elasticsearch-settings.ts';
export type { SubsonicLogin } from './player-settings.ts';
