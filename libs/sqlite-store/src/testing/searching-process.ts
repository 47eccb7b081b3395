import { openSqliteStore } from '../index.ts';

/** Program for the tests: searches with threads and does not close the store. Usage: node searching-process.ts PATH ID */
const [path = '', id = ''] = process.argv.slice(2);

const store = await openSqliteStore({ path, readOnly: true, searchThreads: 2, loadAhead: true });
process.stdout.write(`found ${(await store.similarTo(id, 3)).length}\n`);
