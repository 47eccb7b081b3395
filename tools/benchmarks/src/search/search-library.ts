import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cosine } from '@soundalike/catalog';
import { testSpace, testTrack } from '@soundalike/catalog/testing';
import { openSqliteStore } from '@soundalike/sqlite-store';
import { percentile } from '../report/report.ts';
import { crowdedVectors } from './crowded-vectors.ts';
import { SqliteVecTables } from './sqlite-vec-tables.ts';

/** Values of each vector. */
export const DIMS = 2048;
/** Neighbours that each query asks for. */
export const K = 3;
export const QUERIES = 50;

const BATCH = 500;

/** The same vectors in every engine, and queries with their answers. */
export interface SearchLibrary {
  /** File of the embedded store. */
  readonly storePath: string;
  /** File of sqlite-vec; null if it is not compared. */
  readonly vecPath: string | null;
  /** Numbers of the tracks that are queries, with the numbers of the exact nearest. */
  readonly queries: readonly { readonly number: number; readonly nearest: readonly number[] }[];
  /** Cosines of pairs at 5, 50 and 95 %. */
  readonly spread: readonly string[];
}

/** Only the id of the test track is needed, so its vector is short. */
const trackOf = (number: number) => testTrack(number, testSpace({ dims: 1 }));

/** Return the id of a track in the embedded store. */
export const idOf = (number: number): string => trackOf(number).id;

/**
 * Return the library of so many tracks in a folder; it is written if it is not there yet.
 * @param withVec also for sqlite-vec
 */
export async function searchLibrary(
  folder: string,
  count: number,
  withVec: boolean,
  signal: AbortSignal,
): Promise<SearchLibrary> {
  const own = join(folder, `${count}-tracks${withVec ? '-and-sqlite-vec' : ''}`);
  const answers = join(own, 'queries.json');
  if (!existsSync(answers)) {
    await rm(own, { recursive: true, force: true });
    await mkdir(own, { recursive: true });
    const files = { storePath: join(own, 'store.db'), vecPath: withVec ? join(own, 'vec.db') : null };
    const queries = await fill(files, count, signal);
    // Written last: the library is complete.
    await writeFile(answers, JSON.stringify({ ...files, ...exactNearest(count, queries) }));
  }
  return JSON.parse(await readFile(answers, 'utf8')) as SearchLibrary;
}

/** Write the vectors to the files, and return those that are queries. */
async function fill(
  { storePath, vecPath }: Pick<SearchLibrary, 'storePath' | 'vecPath'>,
  count: number,
  signal: AbortSignal,
): Promise<ReadonlyMap<number, Float32Array>> {
  using vec = vecPath === null ? null : new SqliteVecTables(vecPath, DIMS);
  await using store = await openSqliteStore({ path: storePath, space: testSpace({ dims: DIMS }), create: true });
  const queries = new Map<number, Float32Array>();
  const step = Math.floor(count / QUERIES);
  let batch: Float32Array[] = [];
  let number = 0;
  for (const vector of crowdedVectors(count, DIMS, 1)) {
    if (number % step === 0 && queries.size < QUERIES) queries.set(number, vector);
    batch.push(vector);
    number++;
    if (batch.length < BATCH && number < count) continue;
    signal.throwIfAborted();
    const first = number - batch.length;
    await store.upsert(batch.map((embedding, index) => ({ ...trackOf(first + index), embedding })));
    vec?.add(batch, first);
    batch = [];
  }
  await store.serve();
  return queries;
}

/**
 * Return the exact nearest of each query, by cosine in double precision. The vectors are generated again instead of
 * held in memory.
 */
function exactNearest(
  count: number,
  queries: ReadonlyMap<number, Float32Array>,
): Pick<SearchLibrary, 'queries' | 'spread'> {
  const lists = [...queries].map(([query, vector]) => ({
    query,
    vector,
    best: [] as { n: number; similarity: number }[],
  }));
  const nearestOf = (best: { n: number; similarity: number }[]) =>
    best.sort((a, b) => b.similarity - a.similarity).slice(0, K);
  const pairCosines: number[] = [];
  let n = 0;
  for (const vector of crowdedVectors(count, DIMS, 1)) {
    for (const list of lists) {
      if (list.query === n) continue;
      const similarity = cosine(list.vector, vector);
      if (n % 97 === 0) pairCosines.push(similarity);
      list.best.push({ n, similarity });
      if (list.best.length > 64) list.best = nearestOf(list.best);
    }
    n++;
  }
  return {
    queries: lists.map(({ query, best }) => ({ number: query, nearest: nearestOf(best).map((each) => each.n) })),
    spread: [0.05, 0.5, 0.95].map((share) => percentile(pairCosines, share, 3)),
  };
}
