import { Client } from '@elastic/elasticsearch';
import { clusteredVectors, nearestByBruteForce, testSpace, testTrack } from '@soundalike/catalog/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { indexNames } from '../indices/index-names.ts';
import { trackMapping } from '../mapping/track-mapping.ts';
import { vectorIndexOptions } from '../mapping/vector-field.ts';
import { openElasticsearchStore } from '../open-stores.ts';
import type { TrackStore } from '@soundalike/catalog';
import { destroyLibrary, testOptions, testUrl } from '../testing/test-options.ts';

const TRACKS = 3_000;
const QUERIES = 40;
const K = 10;

const space = testSpace({ dims: 256 });
const tracks = [...clusteredVectors({ count: TRACKS, dims: space.dims, seed: 7 })].map((embedding, n) =>
  testTrack(n, space, { embedding }),
);
/** Outside every cluster, so that many tracks are nearly as far as the nearest: harder than any stored track. */
const queries = [...clusteredVectors({ count: QUERIES, dims: space.dims, seed: 8 })];
const expected = queries.map((query) => nearestByBruteForce(tracks, query).slice(0, K));

/** Lowest accepted share of the true ten nearest. Measured: 1.000, 1.000, 0.90, 1.000. */
const LEAST_RECALL = { int8_hnsw: 0.98, hnsw: 0.98, bbq_hnsw: 0.8, flat: 1 } as const;

describe.skipIf(testUrl === null).each(['int8_hnsw', 'hnsw', 'bbq_hnsw', 'flat'] as const)('%s', (vectorIndex) => {
  const options = testOptions({ vectorIndex });
  let store: TrackStore;

  beforeAll(async () => {
    // By default, a few thousand vectors are compared one by one, and no graph would be tested.
    const { properties, ...mapping } = trackMapping(space, vectorIndex);
    const embedding = { type: 'dense_vector', dims: space.dims, similarity: 'dot_product', index: true } as const;
    const graph = { ...vectorIndexOptions(vectorIndex), ...(vectorIndex !== 'flat' && { flat_index_threshold: 0 }) };
    const names = indexNames(options.alias);
    const client = new Client({ node: testUrl! });
    await client.indices.create({
      index: names.spaceIndex(space.id),
      aliases: { [names.spaceAlias(space.id)]: {} },
      mappings: { ...mapping, properties: { ...properties, embedding: { ...embedding, index_options: graph } } },
    });
    await client.close();
    store = await openElasticsearchStore({ ...options, space });
    await store.upsert(tracks);
    await store.count();
  });
  afterAll(async () => {
    await store.close();
    await destroyLibrary(options);
  });

  test('finds the true nearest, and its similarities are exact', async () => {
    let hits = 0;
    for (const [at, query] of queries.entries()) {
      const found = await store.similarToVector(query, K);
      const truth = new Map(nearestByBruteForce(tracks, query).map(({ id, similarity }) => [id, similarity]));
      const wanted = new Set(expected[at]!.map(({ id }) => id));
      hits += found.filter(({ track }) => wanted.has(track.id)).length;
      for (const { track, similarity } of found) expect(Math.abs(similarity - truth.get(track.id)!)).toBeLessThan(1e-6);
    }
    expect(hits / (QUERIES * K)).toBeGreaterThanOrEqual(LEAST_RECALL[vectorIndex]);
  });
});

describe('a tie that is wider than the first request', () => {
  test.skipIf(testUrl === null)('is returned in full', async () => {
    const options = testOptions();
    const small = testSpace();
    const [embedding] = clusteredVectors({ count: 1, dims: small.dims, seed: 3 });
    const same = Array.from({ length: 60 }, (_, n) => testTrack(n, small, { embedding: embedding! }));
    await using store = await openElasticsearchStore({ ...options, space: small });
    await store.upsert(same);
    const found = await store.similarToVector(embedding!, 2);
    expect(found.map(({ track }) => track.id)).toEqual(
      same
        .map(({ id }) => id)
        .sort()
        .slice(0, 2),
    );
    await destroyLibrary(options);
  });
});
