import { readFileSync } from 'node:fs';
import { cosine } from '@soundalike/catalog';
import { testSpace, testTrack } from '@soundalike/catalog/testing';
import { startElasticsearch } from '@soundalike/elasticsearch-node';
import { openElasticsearchStore } from '@soundalike/es-store';
import type { VectorIndexType } from '@soundalike/es-store';
import { describeMachine, percentile } from '../report/report.ts';
import { crowdedVectors } from './crowded-vectors.ts';

const DIMS = 2048;
const K = 10;
const QUERIES = 100;
const BATCH = 500;
const HEAP = '2g';
const TYPES: readonly VectorIndexType[] = ['int8_hnsw', 'hnsw', 'bbq_hnsw', 'flat'];
const CANDIDATES: readonly (number | null)[] = [null, 1_000];

const space = testSpace({ dims: DIMS });
/** Only the id of the test track is needed, so its vector is short. */
const trackOf = (n: number) => testTrack(n, testSpace({ dims: 1 }), { spaceId: space.id });

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(0);

/** Yield the vectors to store; evenly spread others are collected as queries instead. */
function* storedVectors(count: number, queries: Float32Array[]): Generator<Float32Array<ArrayBuffer>> {
  const step = Math.floor((count + QUERIES) / QUERIES);
  let n = 0;
  for (const vector of crowdedVectors(count + QUERIES, DIMS, 1)) {
    if (n++ % step === 0 && queries.length < QUERIES) queries.push(vector);
    else yield vector;
  }
}

/** Return the ids of the exact nearest of each query, by cosine in double precision. */
function exactNearest(count: number): { queries: Float32Array[]; nearest: string[][] } {
  const queries: Float32Array[] = [];
  for (const _ of storedVectors(count, queries));
  const best = queries.map(() => [] as { n: number; similarity: number }[]);
  let n = 0;
  for (const vector of storedVectors(count, [])) {
    for (const [query, list] of best.entries()) {
      list.push({ n, similarity: cosine(queries[query]!, vector) });
      if (list.length > 100) list.sort((a, b) => b.similarity - a.similarity).length = K;
    }
    n++;
  }
  return {
    queries,
    nearest: best.map((list) =>
      list
        .sort((a, b) => b.similarity - a.similarity)
        .slice(0, K)
        .map((each) => trackOf(each.n).id),
    ),
  };
}

interface NodeAnswer {
  readonly nodes: Readonly<Record<string, { readonly process: { readonly id: number } }>>;
}

/** Size of an index as Elasticsearch reports it: on disk, and the part that a search keeps in memory. */
interface IndexAnswer {
  readonly _all: {
    readonly total: {
      readonly store: { readonly size_in_bytes: number };
      readonly dense_vector: { readonly off_heap: Readonly<Record<string, number>> };
    };
  };
}

const getJson = async <T>(url: string, path: string): Promise<T> => (await (await fetch(`${url}${path}`)).json()) as T;

/** Return the resident memory of the server, in bytes. */
async function residentBytes(url: string): Promise<number> {
  const { nodes } = await getJson<NodeAnswer>(url, '/_nodes/_local/process');
  const [node] = Object.values(nodes);
  return Number(/^VmRSS:\s+(\d+) kB$/mu.exec(readFileSync(`/proc/${node!.process.id}/status`, 'utf8'))?.[1]) * 1_024;
}

async function measure(
  type: VectorIndexType,
  count: number,
  { queries, nearest }: ReturnType<typeof exactNearest>,
): Promise<void> {
  await using node = await startElasticsearch({ heap: HEAP });
  const endpoint = { cloudId: null, url: node.url, apiKey: null, vectorIndex: type } as const;
  const startedAt = performance.now();
  {
    await using store = await openElasticsearchStore({ ...endpoint, numCandidates: null, space });
    let batch: Parameters<typeof store.upsert>[0][number][] = [];
    let n = 0;
    for (const embedding of storedVectors(count, [])) {
      batch.push({ ...trackOf(n++), embedding });
      if (batch.length < BATCH && n < count) continue;
      await store.upsert(batch);
      batch = [];
    }
    await store.serve();
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  const stats = await getJson<IndexAnswer>(node.url, '/tracks/_stats/store,dense_vector');
  const { store: disk, dense_vector: vectors } = stats._all.total;
  const searched = Object.entries(vectors.off_heap).filter(
    ([name]) => /_(veq|veb|vex)_/u.test(name) || (!type.includes('_') && /_vec_/u.test(name)),
  );
  const inMemory = searched.reduce((sum, [, bytes]) => sum + bytes, 0);

  for (const numCandidates of type === 'flat' ? [null] : CANDIDATES) {
    await using store = await openElasticsearchStore({ ...endpoint, numCandidates });
    for (const query of queries) await store.similarToVector(query, K);
    const milliseconds: number[] = [];
    let [hits3, hits10] = [0, 0];
    for (const [at, query] of queries.entries()) {
      const sentAt = performance.now();
      const found = (await store.similarToVector(query, K)).map(({ track }) => track.id);
      milliseconds.push(performance.now() - sentAt);
      hits3 += found.slice(0, 3).filter((id) => nearest[at]!.slice(0, 3).includes(id)).length;
      hits10 += found.filter((id) => nearest[at]!.includes(id)).length;
    }
    const cells = [
      count,
      type,
      numCandidates ?? 'default',
      (hits3 / (3 * QUERIES)).toFixed(3),
      (hits10 / (10 * QUERIES)).toFixed(3),
      percentile(milliseconds, 0.5),
      percentile(milliseconds, 0.99),
      megabytes(disk.size_in_bytes),
      megabytes(inMemory),
      megabytes(await residentBytes(node.url)),
      (count / seconds).toFixed(0),
    ];
    process.stdout.write(`| ${cells.join(' | ')} |\n`);
  }
}

/**
 * Compare every type of vector index of Elasticsearch with exact search, each on a separate node; print a Markdown
 * table, row by row.
 */
export async function benchElasticsearch(counts: readonly number[], signal: AbortSignal): Promise<void> {
  process.stdout.write(`${describeMachine()}; ${DIMS} dims, k = ${K}, ${QUERIES} queries, heap ${HEAP}\n\n`);
  process.stdout.write(
    '| tracks | index | candidates | recall@3 | recall@10 | p50 ms | p99 ms | disk MB | searched in memory MB | ' +
      'server resident MB | tracks/s written |\n',
  );
  process.stdout.write('|---|---|---|---|---|---|---|---|---|---|---|\n');
  for (const count of counts) {
    const exact = exactNearest(count);
    for (const type of TYPES) {
      signal.throwIfAborted();
      await measure(type, count, exact);
    }
  }
}
