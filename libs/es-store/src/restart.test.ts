import { setTimeout } from 'node:timers/promises';
import { testSpace, testTracks } from '@soundalike/catalog/testing';
import { elasticsearchForTests } from '@soundalike/elasticsearch-node';
import { afterAll, describe, expect, test } from 'vitest';
import { openElasticsearchStore } from './open-track-store.ts';
import { testOptions, testUrl } from './testing/test-options.ts';

// A node of its own, because the others must not be disturbed.
const node = testUrl === null ? null : await elasticsearchForTests();
const restart = node?.restart ?? null;
afterAll(() => node?.stop());

const TRACKS = 2_500;
const space = testSpace();
const tracks = testTracks(TRACKS, space);

describe.skipIf(restart === null)('a node that restarts', () => {
  test('in the middle of writing and of reading costs neither a track nor a place in the list', async () => {
    await using store = await openElasticsearchStore({ ...testOptions(), url: node!.url, space });
    await store.upsert(tracks.slice(0, 500));
    const writing = store.upsert(tracks);
    await setTimeout(50);
    await restart!();
    await writing;
    expect(await store.count()).toBe(TRACKS);

    const seen: string[] = [];
    for await (const { id } of store.list()) {
      // The snapshot that the list reads from is lost with the node.
      if (seen.push(id) === 700) await restart!();
    }
    expect(seen).toEqual(tracks.map(({ id }) => id).sort());
  });
});
