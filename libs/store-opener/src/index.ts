export { backUpStore, rebuildSpace } from './maintain-store.ts';
export { openRecords, openSpaces, openStore } from './open-store.ts';
export type { OpenOptions, StoreSettings } from './open-store.ts';
export { openServedStore } from './open-served-store.ts';
export { StoreHandle } from './store-handle.ts';
