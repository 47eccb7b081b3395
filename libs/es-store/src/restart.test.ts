import { testSpace, testTrack, testTracks } from '@soundalike/catalog/testing';
import { documentedRoles } from '@soundalike/elasticsearch-node';
import { beforeAll, describe, expect, test } from 'vitest';
import { openElasticsearchStore } from './open-stores.ts';
import type { ElasticsearchStoreOptions } from './options.ts';
import { securedOptions, startSecuredNode } from './testing/secured-node.ts';

// A separate node, because other tests use the shared one. Its queue of writes has one place.
const node = await startSecuredNode({ 'thread_pool.write.size': 1, 'thread_pool.write.queue_size': 1 });
const power = node?.power ?? null;

/** Time for a restart of an entire server, on a machine that is busy with other tests. */
const CALL_TIMEOUT_MS = 300_000;
const BATCH = 250;

const space = testSpace();
const stored = testTracks(6 * BATCH, space);
const batches = Array.from({ length: 6 }, (_, batch) =>
  Array.from({ length: BATCH }, (__, n) => testTrack(2_000 + batch * BATCH + n, space)),
);
const added = batches.flat();

describe.skipIf(power === null)('a node with an API key, by its Cloud ID', () => {
  let options: ElasticsearchStoreOptions;
  beforeAll(async () => {
    const { encoded } = await node!.secured.createKey('etl', documentedRoles('etl'));
    options = securedOptions(node!, encoded, { callTimeoutMs: CALL_TIMEOUT_MS });
  });

  /** Return how many writes the server has rejected because its queue was full. */
  async function rejectedWrites(): Promise<number> {
    const { nodes } = (await node!.request('GET', '/_nodes/stats/thread_pool')) as {
      nodes: Record<string, { thread_pool: { write: { rejected: number } } }>;
    };
    return Object.values(nodes)[0]!.thread_pool.write.rejected;
  }

  test('whose queue of writes is full gets every track in the end', async () => {
    const full = testSpace({ id: 'full-00000000-v1-f32' });
    await using store = await openElasticsearchStore({ ...options, space: full });
    const tracks = testTracks(16 * BATCH, full);
    const before = await rejectedWrites();
    await Promise.all(Array.from({ length: 16 }, (_, n) => store.upsert(tracks.slice(n * BATCH, (n + 1) * BATCH))));
    expect(await rejectedWrites()).toBeGreaterThan(before);
    expect(await store.count()).toBe(tracks.length);
  });

  test('that is killed during writes and a listing loses no track, and the listing skips and repeats none', async () => {
    await using store = await openElasticsearchStore({ ...options, space });
    await store.upsert(stored);
    const seen: string[] = [];
    let writing: Promise<unknown> = Promise.resolve();
    for await (const { id } of store.list()) {
      if (seen.push(id) !== 700) continue;
      const [first, ...others] = batches.map((batch) => () => store.upsert(batch));
      // The first batch is in; the server dies while it takes the others.
      await first!();
      writing = Promise.all(others.map((write) => write()));
      // The snapshot that the listing reads is lost with the node.
      await power!.off('SIGKILL');
      await power!.on();
    }
    await writing;
    expect(await store.count()).toBe(stored.length + added.length);
    expect(seen).toEqual(seen.toSorted());
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(expect.arrayContaining(stored.map(({ id }) => id)));
  });
});
