export { loadSettings } from './load-settings.ts';
export { backUpStore } from './back-up-store.ts';
export { openRecords, openSpaces, openStore, rebuildSpace } from './open-store.ts';
export type { OpenOptions, StoreSettings } from './open-store.ts';
export { readSettings } from './settings.ts';
export type { ElasticsearchSettings, Settings } from './settings.ts';
