export { backUpSqliteStore } from './backup/back-up-store.ts';
export type { BackupOptions } from './backup/back-up-store.ts';
export { openSqliteRecords, openSqliteSpaces, openSqliteStore } from './open-stores.ts';
export type { SqliteStoreOptions } from './open-stores.ts';
