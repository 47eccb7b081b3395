import { openSqliteStore } from '@soundalike/sqlite-store';

/**
 * Print the milliseconds of a new process from opening a store to its first answer.
 * Usage: node first-query.ts PATH ID
 */
const [path = '', id = ''] = process.argv.slice(2);
const startedAt = performance.now();
await using store = await openSqliteStore({ path, readOnly: true });
await store.similarTo(id, 3);
process.stdout.write(`${performance.now() - startedAt}\n`);
