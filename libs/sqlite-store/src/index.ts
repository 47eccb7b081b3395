export { openSqliteRecords, openSqliteSpaces, openSqliteStore } from './open-stores.ts';
export type { SqliteStoreOptions } from './open-stores.ts';
