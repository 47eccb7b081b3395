export { loadSettings } from './load-settings.ts';
export { openStore } from './open-store.ts';
export { readSettings } from './settings.ts';
export type { Settings } from './settings.ts';
