import { expect, onTestFinished, test, vi } from 'vitest';
import { SoundalikeError } from '@soundalike/errors';
import { StoreHandle } from './store-handle.ts';

/** Return an opener of stores that are numbered in the order of opening. */
function numberedStores(): {
  readonly open: () => Promise<{ readonly number: number; close(): Promise<void> }>;
  readonly closed: number[];
  opened(): number;
} {
  const closed: number[] = [];
  let count = 0;
  return {
    open: async () => {
      const number = ++count;
      return { number, close: async () => void closed.push(number) };
    },
    closed,
    opened: () => count,
  };
}

test('a store is opened once, at the first use, however many uses begin together', async () => {
  const stores = numberedStores();
  const handle = new StoreHandle(stores.open);
  expect(stores.opened()).toBe(0);
  expect(await Promise.all([1, 2, 3].map(() => handle.use(async ({ number }) => number)))).toEqual([1, 1, 1]);
  await handle.close();
  expect(stores.closed).toEqual([1]);
});

test('a store that failed is closed when its last use has ended, and the next use opens another', async () => {
  const stores = numberedStores();
  const handle = new StoreHandle(stores.open);
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const slow = handle.use(async ({ number }) => {
    await promise;
    return number;
  });
  await expect(
    handle.use(async () => Promise.reject(new SoundalikeError('STORE_UNAVAILABLE', 'offline'))),
  ).rejects.toThrow('offline');
  expect(await handle.use(async ({ number }) => number)).toBe(2);
  expect(stores.closed).toEqual([]);
  resolve(undefined);
  expect(await slow).toBe(1);
  expect(stores.closed).toEqual([1]);
  await expect(
    handle.use(async () => Promise.reject(new SoundalikeError('TRACK_NOT_FOUND', 'no such song'))),
  ).rejects.toThrow('no such song');
  expect(await handle.use(async ({ number }) => number)).toBe(2);
});

test.each([
  ['fails', () => Promise.reject(new Error('no goodbye'))],
  ['hangs', () => new Promise<void>(() => undefined)],
])('a store whose closing %s loses no result', async (_, close) => {
  let opened = 0;
  const handle = new StoreHandle(async () => ({ number: ++opened, close }));
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const slow = handle.use(async ({ number }) => {
    await promise;
    return number;
  });
  await expect(handle.use(async () => Promise.reject(new SoundalikeError('STORE_CORRUPT', 'broken')))).rejects.toThrow(
    'broken',
  );
  resolve(undefined);
  expect(await slow).toBe(1);
  expect(await handle.use(async ({ number }) => number)).toBe(2);
});

test('a store that is no longer current is replaced', async () => {
  const stores = numberedStores();
  const handle = new StoreHandle(stores.open, { isCurrent: async ({ number }) => number > 1, checkIntervalMs: 0 });
  await handle.use(async () => undefined);
  await vi.waitFor(async () => expect(await handle.use(async ({ number }) => number)).toBe(2), { timeout: 60_000 });
  expect(stores.closed).toEqual([1]);
});

test('a store that is opened ahead is open before its first use, and again after it is replaced or failed to open', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const stores = numberedStores();
  let replaced = 0;
  let attempts = 0;
  const open = async () => (++attempts === 1 ? Promise.reject(new Error('not yet')) : stores.open());
  const handle = new StoreHandle(open, { isReplaced: async () => stores.opened() === replaced, openAhead: true });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(stores.opened()).toBe(1);
  replaced = 1;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(stores.opened()).toBe(2);
  expect(stores.closed).toEqual([1]);
  await handle.close();
  replaced = 2;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(stores.opened()).toBe(2);
  expect(stores.closed).toEqual([1, 2]);
});

test('a store is kept if the check whether it is current fails', async () => {
  const stores = numberedStores();
  const handle = new StoreHandle(stores.open, {
    isCurrent: async () => Promise.reject(new Error('offline')),
    checkIntervalMs: 0,
  });
  for (let n = 0; n < 5; n++) expect(await handle.use(async ({ number }) => number)).toBe(1);
});

test('opening is tried again after a failure, and a use that never ends fails after its timeout', async () => {
  const stores = numberedStores();
  let attempts = 0;
  const flaky = new StoreHandle(async () => (++attempts === 1 ? Promise.reject(new Error('not yet')) : stores.open()));
  await expect(flaky.use(async () => 1)).rejects.toThrow('not yet');
  expect(await flaky.use(async ({ number }) => number)).toBe(1);
  await expect(flaky.use(() => new Promise(() => undefined), 20)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
});
