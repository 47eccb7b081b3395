import { expect, test, vi } from 'vitest';
import { SoundalikeError } from '@soundalike/errors';
import { StoreHandle } from './store-handle.ts';

/** Stores that are numbered as they are opened. */
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

test('is opened once, at the first use, by however many at a time', async () => {
  const stores = numberedStores();
  const kept = new StoreHandle(stores.open);
  expect(stores.opened()).toBe(0);
  expect(await Promise.all([1, 2, 3].map(() => kept.use(async ({ number }) => number)))).toEqual([1, 1, 1]);
  await kept.close();
  expect(stores.closed).toEqual([1]);
});

test('one that failed is closed when its last user is done, and the next use opens another', async () => {
  const stores = numberedStores();
  const kept = new StoreHandle(stores.open);
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const slow = kept.use(async ({ number }) => {
    await promise;
    return number;
  });
  await expect(kept.use(async () => Promise.reject(new SoundalikeError('STORE_UNAVAILABLE', 'gone')))).rejects.toThrow(
    'gone',
  );
  expect(await kept.use(async ({ number }) => number)).toBe(2);
  expect(stores.closed).toEqual([]);
  resolve(undefined);
  expect(await slow).toBe(1);
  expect(stores.closed).toEqual([1]);
  await expect(
    kept.use(async () => Promise.reject(new SoundalikeError('TRACK_NOT_FOUND', 'no such song'))),
  ).rejects.toThrow('no such song');
  expect(await kept.use(async ({ number }) => number)).toBe(2);
});

test.each([
  ['fails', () => Promise.reject(new Error('no goodbye'))],
  ['hangs', () => new Promise<void>(() => undefined)],
])('one whose closing %s costs no answer', async (_, close) => {
  let opened = 0;
  const kept = new StoreHandle(async () => ({ number: ++opened, close }));
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const slow = kept.use(async ({ number }) => {
    await promise;
    return number;
  });
  await expect(kept.use(async () => Promise.reject(new SoundalikeError('STORE_CORRUPT', 'broken')))).rejects.toThrow(
    'broken',
  );
  resolve(undefined);
  expect(await slow).toBe(1);
  expect(await kept.use(async ({ number }) => number)).toBe(2);
});

test('one that is no longer current is replaced', async () => {
  const stores = numberedStores();
  const kept = new StoreHandle(stores.open, { isCurrent: async ({ number }) => number > 1, checkEveryMs: 0 });
  await kept.use(async () => undefined);
  await vi.waitFor(async () => expect(await kept.use(async ({ number }) => number)).toBe(2), { timeout: 60_000 });
  expect(stores.closed).toEqual([1]);
});

test('one whose question cannot be answered is kept', async () => {
  const stores = numberedStores();
  const kept = new StoreHandle(stores.open, {
    isCurrent: async () => Promise.reject(new Error('away')),
    checkEveryMs: 0,
  });
  for (let n = 0; n < 5; n++) expect(await kept.use(async ({ number }) => number)).toBe(1);
});

test('one that cannot be opened is tried again, and one that never answers is given up', async () => {
  const stores = numberedStores();
  let attempts = 0;
  const flaky = new StoreHandle(async () => (++attempts === 1 ? Promise.reject(new Error('not yet')) : stores.open()));
  await expect(flaky.use(async () => 1)).rejects.toThrow('not yet');
  expect(await flaky.use(async ({ number }) => number)).toBe(1);
  await expect(flaky.use(() => new Promise(() => undefined), 20)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
});
