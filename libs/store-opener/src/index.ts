export { backUpStore } from './back-up-store.ts';
export { openRecords, openSpaces, openStore, rebuildSpace } from './open-store.ts';
export type { OpenOptions, StoreSettings } from './open-store.ts';
export { openServedStore } from './open-served-store.ts';
export { StoreHandle } from './store-handle.ts';
