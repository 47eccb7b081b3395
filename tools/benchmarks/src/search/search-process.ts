import { readFileSync } from 'node:fs';
import { openSqliteStore } from '@soundalike/sqlite-store';
import { DIMS, K, idOf } from './search-library.ts';
import { SqliteVecTables } from './sqlite-vec-tables.ts';

/** What is measured: the embedded store, with one or as many threads as it takes, and the tables of sqlite-vec. */
export type SearchEngine = 'sqlite-store' | 'sqlite-store, one thread' | 'sqlite-vec, float32' | 'sqlite-vec, int8';

/** What a process measured. */
export interface SearchMeasures {
  /** From opening the file to the first answer. */
  readonly firstMs: number;
  readonly milliseconds: readonly number[];
  /** Numbers that each query found, for the embedded store as ids. */
  readonly found: readonly (readonly (number | string)[])[];
  /** Memory of the process without pages of files, bytes. */
  readonly memoryBytes: number;
}

/** Finds the nearest of a track. */
type Ask = (number: number) => Promise<readonly (number | string)[]>;

async function open(engine: SearchEngine, path: string): Promise<Ask> {
  if (engine.startsWith('sqlite-store')) {
    const threads = engine === 'sqlite-store' ? {} : { searchThreads: 1 };
    const store = await openSqliteStore({ path, readOnly: true, ...threads });
    return async (number) => (await store.similarTo(idOf(number), K)).map(({ track }) => track.id);
  }
  const tables = new SqliteVecTables(path, DIMS);
  const nearest = (number: number): number[] =>
    engine === 'sqlite-vec, float32' ? tables.nearestByFloat(number, K + 1) : tables.nearestByInt8(number, K + 1);
  return async (number) =>
    nearest(number)
      .filter((found) => found !== number)
      .slice(0, K);
}

/**
 * Search the nearest of some tracks in a new process, and print `SearchMeasures` as JSON.
 * Usage: node search-process.ts ENGINE PATH NUMBER…
 */
const [engine, path = '', ...numbers] = process.argv.slice(2);
const queries = numbers.map(Number);
const startedAt = performance.now();
const ask = await open(engine as SearchEngine, path);
await ask(queries[0]!);
const firstMs = performance.now() - startedAt;
const milliseconds: number[] = [];
const found: (readonly (number | string)[])[] = [];
for (const query of queries) {
  const askedAt = performance.now();
  found.push(await ask(query));
  milliseconds.push(performance.now() - askedAt);
}
const measures: SearchMeasures = { firstMs, milliseconds, found, memoryBytes: ownMemory() };
process.stdout.write(JSON.stringify(measures));

/** Pages that are mapped from a file do not count: the system takes them back when it needs memory. */
function ownMemory(): number {
  if (process.platform !== 'linux') return process.memoryUsage.rss();
  return Number(/^RssAnon:\s+(\d+) kB$/mu.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) * 1024;
}
