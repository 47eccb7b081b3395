export { openSqliteStore } from './open-sqlite-store.ts';
export type { SqliteStoreOptions } from './open-sqlite-store.ts';
export { openSqliteRecords } from './open-sqlite-records.ts';
export { openSqliteSpaces } from './open-sqlite-spaces.ts';
