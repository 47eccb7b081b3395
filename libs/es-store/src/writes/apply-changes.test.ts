import { Client } from '@elastic/elasticsearch';
import { testSpace, testTrack, testTracks } from '@soundalike/catalog/testing';
import { SoundalikeError } from '@soundalike/errors';
import type { TrackStore } from '@soundalike/catalog';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { indexNames } from '../indices/index-names.ts';
import { openElasticsearchRecords, openElasticsearchSpaces, openElasticsearchStore } from '../open-stores.ts';
import type { ElasticsearchOptions } from '../options.ts';
import { FaultProxy } from '../testing/fault-proxy.ts';
import type { Fault, SeenRequest } from '../testing/fault-proxy.ts';
import { destroyLibrary, testOptions, testUrl } from '../testing/test-options.ts';
import { WriteFailure } from './apply-changes.ts';

const TRACKS = 600;
const space = testSpace();
const tracks = testTracks(TRACKS, space);

const isBulk = ({ path }: SeenRequest): boolean => path.includes('/_bulk');
const busy = { error: { type: 'es_rejected_execution_exception', reason: 'rejected by the test' } };

/** Open a store that reaches the node through a proxy, and one that reaches it directly. */
async function openBoth(): Promise<{
  proxy: FaultProxy;
  store: TrackStore;
  direct: TrackStore;
  options: ElasticsearchOptions;
}> {
  const proxy = await FaultProxy.start(testUrl!);
  const options = testOptions();
  const direct = await openElasticsearchStore({ ...options, space });
  const store = await openElasticsearchStore({ ...options, url: proxy.url, space });
  onTestFinished(async () => {
    await store.close();
    await direct.close();
    await proxy[Symbol.asyncDispose]();
    await destroyLibrary(options);
  });
  return { proxy, store, direct, options };
}

/** Retry opening a store whose calls have little time: opening is not under test. */
const opened = <Store>(open: () => Promise<Store>): Promise<Store> =>
  vi.waitFor(open, { timeout: 60_000, interval: 100 });

function disposable(client: Client): Client & AsyncDisposable {
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.close() });
}

async function progressOf(
  promise: Promise<void>,
): Promise<{ error: SoundalikeError; done: number; refused: number; pending: number }> {
  const error: unknown = await promise.then(
    () => expect.fail('expected the write to fail'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof SoundalikeError) || !(error.cause instanceof WriteFailure)) throw error;
  const { done, refused, pending } = error.cause.progress;
  return { error, done: done.size, refused: refused.size, pending: pending.size };
}

/** Inject a fault into the first `count` bulk requests. */
function firstBulks(count: number, fault: Fault): FaultProxy['fault'] {
  let left = count;
  return (seen) => (isBulk(seen) && left-- > 0 ? fault : undefined);
}

describe.skipIf(testUrl === null)('writing through faults', () => {
  const passing: readonly [string, Fault][] = [
    ['429 for the entire request', { kind: 'answer', status: 429, body: busy }],
    [
      '503',
      { kind: 'answer', status: 503, body: { error: { type: 'unavailable_shards_exception', reason: 'by the test' } } },
    ],
    ['429 for every other item', { kind: 'refuse-items', when: (id) => Number.parseInt(id[0]!, 16) % 2 === 0 }],
    ['a connection that is cut in the middle of the request', { kind: 'cut-request' }],
    ['a connection that is cut in the middle of the answer', { kind: 'cut-answer' }],
  ];
  test.each(passing)('succeeds after a few times %s', async (_name, fault) => {
    const { proxy, store, direct } = await openBoth();
    proxy.fault = firstBulks(3, fault);
    await store.upsert(tracks);
    expect(proxy.seen.filter(isBulk).length).toBeGreaterThan(3);
    expect(await store.count()).toBe(TRACKS);
    expect((await direct.get(tracks.map(({ id }) => id))).map(({ id }) => id)).toEqual(tracks.map(({ id }) => id));
  });

  const lasting: readonly [string, Fault, number][] = [
    ['429 for the entire request', { kind: 'answer', status: 429, body: busy }, 0],
    ['429 for some items', { kind: 'refuse-items', when: (id) => id.startsWith('0') }, 1],
    ['a cut connection', { kind: 'cut-request' }, 0],
    ['no answer at all', { kind: 'hang' }, 0],
    ['half an answer', { kind: 'hang', half: true }, 0],
  ];
  test.each(lasting)(
    'fails at the deadline with %s, accounts for every track, and a rerun writes the rest',
    async (_name, fault, least) => {
      const { proxy, store, options } = await openBoth();
      // If some tracks must be written, there must be time for them.
      const callTimeoutMs = least > 0 ? 20_000 : 1_000;
      await using impatient = await opened(() =>
        openElasticsearchStore({ ...options, url: proxy.url, callTimeoutMs, space }),
      );
      proxy.fault = (seen) => (isBulk(seen) ? fault : undefined);
      const { error, done, refused, pending } = await progressOf(impatient.upsert(tracks));
      expect(error.code).toBe('STORE_UNAVAILABLE');
      expect(error.message).toContain(`${done} of ${TRACKS}`);
      expect(done + refused + pending).toBe(TRACKS);
      expect(pending).toBeGreaterThan(0);
      expect(done).toBeGreaterThanOrEqual(least);
      proxy.fault = () => undefined;
      // Nothing that was reported as written is missing.
      expect(await store.count()).toBeGreaterThanOrEqual(done);
      await store.upsert(tracks);
      expect(await store.count()).toBe(TRACKS);
    },
  );

  test.each([
    ['a full disk', 'read_only_allow_delete', 'STORE_FULL', /flood-stage/u],
    ['a write block', 'write', 'STORE_READ_ONLY', /index\.blocks\.write/u],
  ])(
    '%s is reported by the first attempt, and a rerun writes the rest once it is lifted',
    async (_, name, code, says) => {
      const { proxy, store, options } = await openBoth();
      await using client = disposable(new Client({ node: testUrl! }));
      const index = indexNames(options.alias).spaceAlias(space.id);
      await client.indices.putSettings({ index, settings: { [`index.blocks.${name}`]: true } });
      const { error, done, refused, pending } = await progressOf(store.upsert(tracks.slice(0, 20)));
      expect(error).toMatchObject({ code, message: expect.stringMatching(says) });
      expect([done, refused, pending]).toEqual([0, 0, 20]);
      expect(proxy.seen.filter(isBulk)).toHaveLength(1);
      await client.indices.putSettings({ index, settings: { [`index.blocks.${name}`]: null } });
      await store.upsert(tracks.slice(0, 20));
      expect(await store.count()).toBe(20);
    },
  );

  test('names the tracks that Elasticsearch refuses, and writes all others', async () => {
    const { store } = await openBoth();
    const invalid = testTrack(9_001, space, { indexedAt: 'not a date' });
    const { error, done, refused, pending } = await progressOf(
      store.upsert([...tracks.slice(0, 20), invalid, ...tracks.slice(20, 300)]),
    );
    expect(error.code).toBe('STORE_WRITE_FAILED');
    expect(error.message).toContain(invalid.id);
    expect(error.message).toMatch(/not a date/u);
    expect([done, refused, pending]).toEqual([300, 1, 0]);
    expect(await store.count()).toBe(300);
  });

  test('loses no path if an answer is lost and the write is repeated', async () => {
    const { proxy, store } = await openBoth();
    const track = testTrack(1, space, { paths: [] });
    await store.upsert([track]);
    const at = (name: string) => ({ path: name, size: 1, mtimeMs: 1 });
    proxy.fault = firstBulks(2, { kind: 'cut-answer' });
    await store.patch([{ id: track.id, addPaths: [at('a')] }]);
    await store.patch([{ id: track.id, addPaths: [at('b')], removePaths: ['a'] }]);
    expect((await store.get([track.id]))[0]?.paths).toEqual([at('b')]);
  });

  test('a failure to refresh while closing does not hide the error of the work', async () => {
    const { proxy, store: writer, options } = await openBoth();
    const proxied = { ...options, url: proxy.url };
    await using recordWriter = await openElasticsearchRecords(proxied);
    await writer.upsert(tracks.slice(0, 3));
    await recordWriter.put('runs', 'key', { a: 1 });
    // Stores of one address share the knowledge of writes that need a refresh.
    const impatient = { ...proxied, callTimeoutMs: 500 };
    const store = await opened(() => openElasticsearchStore({ ...impatient, space }));
    const records = await opened(() => openElasticsearchRecords(impatient));
    proxy.fault = () => ({ kind: 'cut-request' });
    const use = async (opened: AsyncDisposable): Promise<void> => {
      await using _closed = opened;
      throw new SoundalikeError('STORE_FULL', 'the error of the work');
    };
    for (const each of [store, records]) await expect(use(each)).rejects.toMatchObject({ code: 'STORE_FULL' });
    proxy.fault = () => undefined;
  });

  test('a write to a space that was dropped does not create an index', async () => {
    const { store, options } = await openBoth();
    await store.upsert(tracks.slice(0, 3));
    await using spaces = await openElasticsearchSpaces(options);
    await spaces.drop(space.id);
    await expect(store.upsert(tracks.slice(0, 3))).rejects.toMatchObject({ code: 'STORE_EMPTY' });
    await expect(store.count()).rejects.toMatchObject({ code: 'STORE_EMPTY' });
    expect(await spaces.list()).toEqual([]);
  });

  test('dropping a space whose index is missing deletes its sample: the space created again finds none', async () => {
    const { store, options } = await openBoth();
    await store.writePairSimilarities([0.25]);
    const client = new Client({ node: testUrl! });
    await client.indices.delete({ index: indexNames(options.alias).spaceIndex(space.id) });
    await client.close();
    await using spaces = await openElasticsearchSpaces(options);
    await spaces.drop(space.id);
    await using recreated = await openElasticsearchStore({ ...options, space });
    expect(await recreated.readPairSimilarities()).toEqual([]);
  });
});
