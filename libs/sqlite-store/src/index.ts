export { openSqliteStore } from './open-sqlite-store.ts';
export type { SqliteStoreOptions } from './open-sqlite-store.ts';
export { openSqliteRecords } from './open-sqlite-records.ts';
export { openSqliteSpaces } from './open-sqlite-spaces.ts';
export { backUpSqliteStore } from './backup/back-up-store.ts';
export type { BackupOptions } from './backup/back-up-store.ts';
