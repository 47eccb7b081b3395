import { setTimeout } from 'node:timers/promises';
import { Client } from '@elastic/elasticsearch';
import type { EmbeddedTrack, TrackStore } from '@soundalike/catalog';
import { testSpace, testTrack, testTracks } from '@soundalike/catalog/testing';
import { describe, expect, onTestFinished, test } from 'vitest';
import { diagnoseElasticsearch } from './diagnose-elasticsearch.ts';
import { indexNames } from './indices/index-names.ts';
import { trackMapping } from './mapping/track-mapping.ts';
import { openElasticsearchSpaces, openElasticsearchStore } from './open-stores.ts';
import type { ElasticsearchOptions } from './options.ts';
import { rebuildElasticsearchSpace } from './rebuild-space.ts';
import type { RebuildOptions } from './rebuild-space.ts';
import { destroyLibrary, testOptions, testUrl } from './testing/test-options.ts';

/** Three pages of a rebuild. */
const TRACKS = 600;
const K = 5;
const PAIRS = [0.1, 0.5, 0.9];
const space = testSpace({ dims: 64 });
const tracks = testTracks(TRACKS, space).map((track, n) =>
  n % 3 === 0 ? track : { ...track, fingerprint: Uint32Array.from({ length: n % 7 }, (_, i) => n * 65_537 + i) },
);
const ids = tracks.map(({ id }) => id).sort();
const seeds = ids.filter((_, n) => n % 100 === 0);

const uninterrupted: RebuildOptions = { signal: new AbortController().signal, onProgress: () => undefined };

/** Throw once this many pages are copied. */
function interruptedAfter(pages: number): RebuildOptions {
  let left = pages;
  return {
    ...uninterrupted,
    onProgress() {
      if (--left === 0) throw new Error('killed by the test');
    },
  };
}

/** Create a served library of `TRACKS` tracks. */
async function library(): Promise<{ options: ReturnType<typeof testOptions>; client: Client; store: TrackStore }> {
  const options = testOptions();
  const client = new Client({ node: testUrl! });
  const store = await openElasticsearchStore({ ...options, space });
  onTestFinished(async () => {
    await store.close();
    await client.close();
    await destroyLibrary(options);
  });
  await store.upsert(tracks);
  await store.writePairSimilarities(PAIRS);
  await store.serve();
  return { options, client, store };
}

/** Types of vector index compute the last digit of a similarity differently. */
function asBefore(before: Awaited<ReturnType<typeof allOf>>) {
  const neighbours = before.neighbours.map((found) =>
    found.map((each) => ({ ...each, similarity: expect.closeTo(each.similarity, 5) as number })),
  );
  return { ...before, neighbours };
}

/** Read everything that a reader can request. */
async function allOf(store: TrackStore, from: readonly string[] = seeds) {
  return {
    listed: await Array.fromAsync(store.list()),
    tracks: await store.get(ids),
    vectors: await store.vectors(ids),
    fingerprints: await store.fingerprints(ids),
    neighbours: (await Promise.all(from.map((id) => store.similarTo(id, K)))).map((found) =>
      found.map(({ track, similarity }) => ({ id: track.id, similarity })),
    ),
    found: await store.search('title 7', 9),
    pairs: await store.readPairSimilarities(),
  };
}

async function readAll(options: ElasticsearchOptions) {
  await using reader = await openElasticsearchStore(options);
  return await allOf(reader);
}

const indexBehind = async (client: Client, alias: string): Promise<string[]> =>
  Object.keys(await client.indices.getAlias({ name: alias }));

describe.skipIf(testUrl === null)('rebuilding a space', () => {
  test.each(['hnsw', 'bbq_hnsw'] as const)(
    'from int8_hnsw to %s keeps every track, vector, neighbour and the sample',
    async (vectorIndex) => {
      const { options, client } = await library();
      const before = await readAll(options);
      const changed = { ...options, vectorIndex, callTimeoutMs: 60_000 };
      expect((await diagnoseElasticsearch(changed)).at(-1)).toMatchObject({
        status: 'warning',
        cure: expect.stringContaining('etl -- rebuild') as string,
      });
      const progress: number[] = [];
      const names = indexNames(options.alias);
      expect(
        await rebuildElasticsearchSpace(changed, {
          ...uninterrupted,
          onProgress: (done, total) => progress.push(done / total),
        }),
      ).toEqual({
        spaceId: space.id,
        index: names.spaceIndex(space.id, 2),
        replaced: names.spaceIndex(space.id, 1),
        tracks: TRACKS,
      });
      expect(progress.at(-1)).toBe(1);
      expect(progress).toEqual(progress.toSorted((a, b) => a - b));
      expect(await readAll(options)).toEqual(asBefore(before));
      expect((await diagnoseElasticsearch(changed)).at(-1)).toMatchObject({ name: 'mapping', status: 'ok' });
      expect(await indexBehind(client, names.spaceAlias(space.id))).toEqual([names.spaceIndex(space.id, 2)]);
      await expect(indexBehind(client, names.fillingAlias(space.id))).rejects.toMatchObject({ statusCode: 404 });
    },
  );

  test('does nothing if the mapping is already current, unless it is forced', async () => {
    const { options } = await library();
    expect(await rebuildElasticsearchSpace(options, uninterrupted)).toBeNull();
    expect(await rebuildElasticsearchSpace(options, { ...uninterrupted, force: true })).toMatchObject({
      tracks: TRACKS,
    });
  });

  test('continues with the tracks that a killed one has copied, but from the beginning if it is forced', async () => {
    const { options, client } = await library();
    const names = indexNames(options.alias);
    const changed = { ...options, vectorIndex: 'hnsw' } as const;
    const uuidBehind = async (alias: string): Promise<string | undefined> =>
      Object.values(await client.indices.getSettings({ index: alias }))[0]?.settings?.index?.uuid;
    const leftBy = async (rebuild: RebuildOptions): Promise<string | undefined> => {
      await expect(rebuildElasticsearchSpace(changed, rebuild)).rejects.toThrow('killed by the test');
      return uuidBehind(names.fillingAlias(space.id));
    };
    const left = await leftBy(interruptedAfter(1));
    expect(left).toEqual(expect.any(String));
    expect(await leftBy(interruptedAfter(1))).toBe(left);
    await rebuildElasticsearchSpace(changed, { ...uninterrupted, force: true });
    expect(await uuidBehind(options.alias)).not.toBe(left);
  });

  test('brings an index of an older schema up to date, and opening the index does not raise its schema', async () => {
    const options = testOptions();
    const names = indexNames(options.alias);
    const client = new Client({ node: testUrl! });
    const { _meta, ...mapping } = trackMapping(space, 'int8_hnsw');
    const soundalike = { ...(_meta!['soundalike'] as object), schema: 1 };
    await client.indices.create({
      index: names.spaceIndex(space.id),
      aliases: { [names.spaceAlias(space.id)]: {} },
      mappings: { ...mapping, _meta: { soundalike } },
    });
    const newThreshold = { ...space, sameRecordingCosine: space.sameRecordingCosine - 0.001 };
    await using store = await openElasticsearchStore({ ...options, space: newThreshold });
    await store.upsert(tracks.slice(0, 3));
    expect(await rebuildElasticsearchSpace(options, { ...uninterrupted, spaceId: space.id })).toMatchObject({
      tracks: 3,
    });
    expect(await rebuildElasticsearchSpace(options, { ...uninterrupted, spaceId: space.id })).toBeNull();
    await using rebuilt = await openElasticsearchStore({ ...options, space: newThreshold });
    expect(rebuilt.space).toEqual(newThreshold);
    await client.close();
    await store.close();
    await destroyLibrary(options);
  });

  test('of a space that is not served does not change the served one', async () => {
    const { options, client } = await library();
    const other = testSpace({ id: 'musicnn-11111111-v1-f32' });
    await using store = await openElasticsearchStore({ ...options, space: other });
    await store.upsert(testTracks(3, other));
    expect(
      await rebuildElasticsearchSpace({ ...options, vectorIndex: 'flat' }, { ...uninterrupted, spaceId: other.id }),
    ).toMatchObject({ tracks: 3 });
    expect(await indexBehind(client, options.alias)).toEqual([indexNames(options.alias).spaceIndex(space.id)]);
    expect(await store.count()).toBe(3);
    await expect(
      rebuildElasticsearchSpace(options, { ...uninterrupted, spaceId: 'never-there' }),
    ).rejects.toMatchObject({
      code: 'STORE_EMPTY',
    });
  });

  test('is not noticed by a reader, a listing and a writer that were open before', async () => {
    const { options, store } = await library();
    await using reader = await openElasticsearchStore(options);
    const before = await allOf(reader);
    const listed: string[] = [];
    for await (const { id } of reader.list()) {
      // The listing began on the index that is replaced here.
      if (listed.push(id) !== 10) continue;
      await rebuildElasticsearchSpace({ ...options, vectorIndex: 'bbq_hnsw' }, uninterrupted);
    }
    expect(listed).toEqual(ids);
    expect(await allOf(reader)).toEqual(asBefore(before));
    await using spaces = await openElasticsearchSpaces(options);
    await spaces.drop(space.id);
    expect(await allOf(reader)).toEqual(asBefore(before));
    const added = testTrack(9_000, space);
    await store.upsert([added]);
    await store.serve();
    expect(await store.count()).toBe(TRACKS + 1);
    expect(await reader.get([added.id])).toHaveLength(1);
  });

  test('keeps the old index until it is pruned', async () => {
    const { options } = await library();
    await rebuildElasticsearchSpace({ ...options, vectorIndex: 'hnsw' }, uninterrupted);
    await using spaces = await openElasticsearchSpaces(options);
    const summary = { space, tracks: TRACKS, bytes: expect.any(Number) as number };
    expect(await spaces.list()).toEqual([
      { ...summary, served: true },
      { ...summary, served: false },
    ]);
    await spaces.drop(space.id);
    expect(await spaces.list()).toEqual([{ ...summary, served: true }]);
    await expect(spaces.drop(space.id)).rejects.toMatchObject({ code: 'USAGE' });
    await using reader = await openElasticsearchStore(options);
    expect(await reader.count()).toBe(TRACKS);
    expect(await reader.readPairSimilarities()).toEqual(PAIRS);
  });

  test.each(['hnsw', 'flat'] as const)(
    'killed half way and run again as %s after tracks have changed, copies the tracks as they are then',
    async (vectorIndex) => {
      const { options, client, store } = await library();
      await expect(rebuildElasticsearchSpace({ ...options, vectorIndex: 'hnsw' }, interruptedAfter(2))).rejects.toThrow(
        'killed by the test',
      );
      const names = indexNames(options.alias);
      const [half] = await indexBehind(client, names.fillingAlias(space.id));
      await client.indices.refresh({ index: half! });
      const { count } = await client.count({ index: half! });
      expect(count).toBeGreaterThan(0);
      expect(count).toBeLessThan(TRACKS);
      expect(await indexBehind(client, options.alias)).toEqual([names.spaceIndex(space.id)]);

      const [gone, moved, renewed, last] = [ids[0]!, ids[1]!, tracks.find(({ id }) => id === ids[2])!, ids.at(-1)!];
      await store.delete([gone, last]);
      await store.patch([
        {
          id: moved,
          addPaths: [{ path: 'new', size: 1, mtimeMs: 1 }],
          removePaths: (await store.get([moved]))[0]!.paths.map(({ path }) => path),
        },
      ]);
      const embeddedAgain: EmbeddedTrack = {
        ...renewed,
        embedding: tracks[5]!.embedding,
        indexedAt: '2026-02-03T04:05:06.789Z',
      };
      await store.upsert([embeddedAgain]);
      const before = await allOf(store, [moved]);
      const after = { ...options, vectorIndex };
      await rebuildElasticsearchSpace(after, interruptedAfter(2)).catch(() => undefined);
      expect(await rebuildElasticsearchSpace(after, uninterrupted)).toMatchObject({ tracks: TRACKS - 2 });
      await using reader = await openElasticsearchStore(options);
      expect(await allOf(reader, [moved])).toEqual(asBefore(before));
      expect((await reader.vectors([renewed.id]))[0]!.embedding).toEqual(tracks[5]!.embedding);
    },
  );

  test('stops with the reason of its signal, and nothing is swapped', async () => {
    const { options, client } = await library();
    const controller = new AbortController();
    const reason = new Error('stopped by the test');
    const rebuilding = rebuildElasticsearchSpace(
      { ...options, vectorIndex: 'hnsw' },
      { signal: controller.signal, onProgress: () => controller.abort(reason) },
    );
    await expect(rebuilding).rejects.toBe(reason);
    expect(await indexBehind(client, options.alias)).toEqual([indexNames(options.alias).spaceIndex(space.id)]);
  });

  test('never shows a reader an incomplete index', async () => {
    const { options, client } = await library();
    const seen = new Set<string>();
    let running = true;
    const poll = async (): Promise<void> => {
      for (let last = false; !last;) {
        last = !running;
        for (const alias of [options.alias, indexNames(options.alias).spaceAlias(space.id)]) {
          const [behind, { count }, { hits }] = await Promise.all([
            indexBehind(client, alias),
            client.count({ index: alias }),
            client.search({ index: alias, size: 0, track_total_hits: true }),
          ]);
          seen
            .add(behind.join('+'))
            .add(`${count}`)
            .add(`${(hits.total as { value: number }).value}`);
        }
        await setTimeout(5);
      }
    };
    const polling = poll();
    for (const vectorIndex of ['hnsw', 'int8_hnsw'] as const) {
      await rebuildElasticsearchSpace({ ...options, vectorIndex }, interruptedAfter(2)).catch(() => undefined);
      await rebuildElasticsearchSpace({ ...options, vectorIndex }, uninterrupted);
    }
    running = false;
    await polling;
    const { spaceIndex } = indexNames(options.alias);
    expect([...seen].filter((each) => each !== spaceIndex(space.id, 2)).sort()).toEqual(
      [`${TRACKS}`, spaceIndex(space.id, 1), spaceIndex(space.id, 3)].sort(),
    );
  });
});
