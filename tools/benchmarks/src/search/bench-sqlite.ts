import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cosine } from '@soundalike/catalog';
import { testSpace, testTrack } from '@soundalike/catalog/testing';
import { openSqliteStore } from '@soundalike/sqlite-store';
import { describeMachine, percentile } from '../report/report.ts';
import { crowdedVectors } from './crowded-vectors.ts';
import { SqliteVecTables } from './sqlite-vec-tables.ts';

const DIMS = 2048;
const K = 3;
const QUERIES = 50;
const BATCH = 500;
const FIRST_QUERY = fileURLToPath(new URL('./first-query.ts', import.meta.url));

interface Measured {
  readonly milliseconds: number[];
  readonly found: string[][];
}

async function measure(queries: readonly number[], ask: (query: number) => Promise<string[]>): Promise<Measured> {
  const measured: Measured = { milliseconds: [], found: [] };
  await ask(queries[0]!);
  for (const query of queries) {
    const startedAt = performance.now();
    const found = await ask(query);
    measured.milliseconds.push(performance.now() - startedAt);
    measured.found.push(found);
  }
  return measured;
}

/**
 * Return the exact nearest of each query, by cosine in double precision. The vectors are generated again instead of
 * held in memory.
 */
function exactNearest(
  count: number,
  queries: ReadonlyMap<number, Float32Array>,
): { ids: string[][]; pairCosines: number[] } {
  const lists = [...queries].map(([query, vector]) => ({
    query,
    vector,
    best: [] as { n: number; similarity: number }[],
  }));
  const pairCosines: number[] = [];
  let n = 0;
  for (const vector of crowdedVectors(count, DIMS, 1)) {
    for (const list of lists) {
      if (list.query === n) continue;
      const similarity = cosine(list.vector, vector);
      if (n % 97 === 0) pairCosines.push(similarity);
      list.best.push({ n, similarity });
      if (list.best.length > 64) list.best = list.best.sort((a, b) => b.similarity - a.similarity).slice(0, K);
    }
    n++;
  }
  const ids = lists.map(({ best }) =>
    best
      .sort((a, b) => b.similarity - a.similarity)
      .slice(0, K)
      .map((each) => idOf(each.n)),
  );
  return { ids, pairCosines };
}

const space = testSpace({ dims: DIMS });
/** Only the id of the test track is needed, so its vector is short. */
const idOf = (n: number): string => testTrack(n, testSpace({ dims: 1 })).id;

async function compare(count: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-search-'));
  const path = join(folder, 'store.db');
  const vec = new SqliteVecTables(join(folder, 'vec.db'), DIMS);
  try {
    const queries = new Map<number, Float32Array>();
    const step = Math.floor(count / QUERIES);
    await using store = await openSqliteStore({ path, space, create: true });
    let batch: Float32Array[] = [];
    let n = 0;
    const flush = async (): Promise<void> => {
      const first = n - batch.length;
      await store.upsert(
        batch.map((embedding, index) => ({ ...testTrack(first + index, testSpace({ dims: 1 })), embedding })),
      );
      vec.add(batch, first);
      batch = [];
    };
    for (const vector of crowdedVectors(count, DIMS, 1)) {
      if (n % step === 0 && queries.size < QUERIES) queries.set(n, vector);
      batch.push(vector);
      n++;
      if (batch.length === BATCH) await flush();
    }
    if (batch.length > 0) await flush();
    await store.serve();

    const numbers = [...queries.keys()];
    const { ids, pairCosines } = exactNearest(count, queries);
    const coldMs = [1, 2, 3].map(() =>
      Number(execFileSync(process.execPath, [FIRST_QUERY, path, idOf(0)], { encoding: 'utf8' })),
    );
    const ours = await measure(numbers, async (query) =>
      (await store.similarTo(idOf(query), K)).map(({ track }) => track.id),
    );
    const byVec = (nearest: (vector: Float32Array, k: number) => number[]) =>
      measure(numbers, async (query) =>
        nearest(queries.get(query)!, K + 1)
          .filter((found) => found !== query)
          .slice(0, K)
          .map(idOf),
      );
    const float = await byVec((vector, k) => vec.nearestByFloat(vector, k));
    const int8 = await byVec((vector, k) => vec.nearestByInt8(vector, k));

    const recall = ({ found }: Measured): string => {
      const hits = found.flatMap((list, query) => list.filter((id) => ids[query]!.includes(id))).length;
      return (hits / (K * QUERIES)).toFixed(3);
    };
    const row = (engine: string, measured: Measured, cold: string): string => {
      const [median, p99] = [0.5, 0.99].map((share) => percentile(measured.milliseconds, share));
      return `| ${count} | ${engine} | ${median} | ${p99} | ${cold} | ${recall(measured)} |\n`;
    };
    process.stdout.write(row('sqlite-store', ours, percentile(coldMs, 0.5)));
    process.stdout.write(row('sqlite-vec, float32', float, ''));
    process.stdout.write(row('sqlite-vec, int8', int8, ''));
    const spread = [0.05, 0.5, 0.95].map((share) => percentile(pairCosines, share, 3)).join(', ');
    const megabytes = (statSync(path).size / 1e6).toFixed(0);
    process.stderr.write(`${count} tracks: store ${megabytes} MB; cosines of pairs at 5%, 50%, 95%: ${spread}\n`);
  } finally {
    vec.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Compare the embedded store with sqlite-vec and exact search; print a Markdown table, row by row. */
export async function benchSqlite(counts: readonly number[], signal: AbortSignal): Promise<void> {
  process.stdout.write(`${describeMachine()}; ${DIMS} dims, k = ${K}, ${QUERIES} queries\n\n`);
  process.stdout.write(
    '| tracks | engine | median ms | p99 ms | first query of a process, ms | recall@3 |\n|---|---|---|---|---|---|\n',
  );
  for (const count of counts) {
    signal.throwIfAborted();
    await compare(count);
  }
}
