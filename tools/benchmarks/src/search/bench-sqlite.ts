import { execFileSync } from 'node:child_process';
import { mkdtempDisposableSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describeMachine, percentile, tableRow } from '../report/report.ts';
import { DIMS, idOf, K, QUERIES, searchLibrary } from './search-library.ts';
import type { SearchLibrary } from './search-library.ts';
import type { SearchEngine, SearchMeasures } from './search-process.ts';

/** Processes of the store, of which the median of the first query is taken. */
const PROCESSES = 3;
const PROGRAM = fileURLToPath(new URL('./search-process.ts', import.meta.url));
const HEAD = ['tracks', 'engine', 'median ms', 'p99 ms', 'first query of a process, ms', 'memory MB', `recall@${K}`];

/** Options of the comparison. */
export interface SqliteOptions {
  /** Folder in which the libraries are kept; omitted: they are written for this run only. */
  readonly folder?: string | undefined;
  /** Whether to compare with sqlite-vec. */
  readonly sqliteVec: boolean;
}

function measure(engine: SearchEngine, path: string, queries: SearchLibrary['queries']): SearchMeasures {
  const numbers = queries.map(({ number }) => String(number));
  const printed = execFileSync(process.execPath, [PROGRAM, engine, path, ...numbers], { encoding: 'utf8' });
  return JSON.parse(printed) as SearchMeasures;
}

function rowOf(engine: SearchEngine, path: string, count: number, queries: SearchLibrary['queries']): string[] {
  // sqlite-vec takes ten times as long, and reads nothing ahead.
  const processes = engine.startsWith('sqlite-vec') ? 1 : PROCESSES;
  const measures = Array.from({ length: processes }, () => measure(engine, path, queries));
  const { found, memoryBytes } = measures[0]!;
  const milliseconds = measures.flatMap((each) => each.milliseconds);
  const first = measures.map((each) => each.firstMs);
  const hits = queries.flatMap(({ nearest }, query) =>
    nearest.filter((number) => found[query]!.includes(number) || found[query]!.includes(idOf(number))),
  );
  return [
    String(count),
    engine,
    percentile(milliseconds, 0.5),
    percentile(milliseconds, 0.99),
    percentile(first, 0.5, 0),
    (memoryBytes / 1e6).toFixed(0),
    (hits.length / (K * queries.length)).toFixed(3),
  ];
}

/**
 * Compare the embedded store with exact search, and with sqlite-vec, each in processes of its own; print a Markdown table,
 * row by row.
 */
export async function benchSqlite(
  counts: readonly number[],
  signal: AbortSignal,
  { folder, sqliteVec }: SqliteOptions,
): Promise<void> {
  using temporary = mkdtempDisposableSync(join(tmpdir(), 'bench-search-'));
  process.stdout.write(`${describeMachine()}; ${DIMS} dims, k = ${K}, ${QUERIES} queries\n\n`);
  process.stdout.write(tableRow(HEAD) + tableRow(HEAD.map(() => '---')));
  for (const count of counts) {
    signal.throwIfAborted();
    const { storePath, vecPath, queries, spread } = await searchLibrary(
      folder ?? temporary.path,
      count,
      sqliteVec,
      signal,
    );
    const sides: [SearchEngine, string][] = [
      ['sqlite-store', storePath],
      ['sqlite-store, one thread', storePath],
    ];
    if (vecPath !== null) sides.push(['sqlite-vec, float32', vecPath], ['sqlite-vec, int8', vecPath]);
    for (const [engine, path] of sides) {
      signal.throwIfAborted();
      process.stdout.write(tableRow(rowOf(engine, path, count, queries)));
    }
    const megabytes = (statSync(storePath).size / 1e6).toFixed(0);
    process.stderr.write(
      `${count} tracks: store ${megabytes} MB; cosines of pairs at 5%, 50%, 95%: ${spread.join(', ')}\n`,
    );
  }
}
