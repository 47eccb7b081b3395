import { setTimeout } from 'node:timers/promises';
import { testSpace, testTrack, testTracks } from '@soundalike/catalog/testing';
import { elasticsearchForTests } from '@soundalike/elasticsearch-node';
import { afterAll, describe, expect, test } from 'vitest';
import { openElasticsearchStore } from './open-stores.ts';
import { testOptions, testUrl } from './testing/test-options.ts';

// A separate node, because other tests use the shared one.
const node = testUrl === null ? null : await elasticsearchForTests();
const power = node?.power ?? null;
afterAll(() => node?.stop());

/** Time for a restart of an entire server, on a machine that is busy with other tests. */
const CALL_TIMEOUT_MS = 300_000;

const space = testSpace();
const [stored, added] = [
  testTracks(1_500, space),
  Array.from({ length: 1_500 }, (_, n) => testTrack(2_000 + n, space)),
];

describe.skipIf(power === null)('a node that restarts', () => {
  test('during a write and a listing loses no track, and the listing skips and repeats none', async () => {
    await using store = await openElasticsearchStore({
      ...testOptions(),
      url: node!.url,
      space,
      callTimeoutMs: CALL_TIMEOUT_MS,
    });
    await store.upsert(stored);
    const seen: string[] = [];
    let writing = Promise.resolve();
    for await (const { id } of store.list()) {
      if (seen.push(id) !== 700) continue;
      writing = store.upsert(added);
      await setTimeout(50);
      // The snapshot that the listing reads is lost with the node.
      await power!.off('SIGTERM');
      await power!.on();
    }
    await writing;
    expect(await store.count()).toBe(stored.length + added.length);
    expect(seen).toEqual(seen.toSorted());
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(expect.arrayContaining(stored.map(({ id }) => id)));
  });
});
