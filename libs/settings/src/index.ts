export { loadSettings } from './load-settings.ts';
export { readSettings } from './settings.ts';
export type { ElasticsearchSettings, Settings } from './settings.ts';
