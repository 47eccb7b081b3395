import { expect, onTestFinished, test } from 'vitest';
import type { RecordStore } from '@soundalike/catalog';
import { SQLITE } from '../testing/use-targets.ts';
import { acquireUpkeepLease, acquireRunLease } from './acquire-lease.ts';
import { LEASE_MS } from './run-lease.ts';

const held = { code: 'LEASE_HELD' };
const shards = [0, 1].map((index) => ({ index, count: 2 }));

async function openRecords(): Promise<RecordStore> {
  const target = await SQLITE.open();
  const records = await target.openRecords();
  onTestFinished(async () => {
    await records.close();
    await target.destroy();
  });
  return records;
}

test('while any shard runs there is no rebuild, and while there is one no shard runs', async () => {
  const records = await openRecords();
  for (const shard of shards) {
    await using _run = await acquireRunLease(records, shard);
    await expect(acquireUpkeepLease(records)).rejects.toMatchObject(held);
  }
  {
    await using _rebuild = await acquireUpkeepLease(records);
    for (const shard of shards) await expect(acquireRunLease(records, shard)).rejects.toMatchObject(held);
    await expect(acquireUpkeepLease(records)).rejects.toMatchObject(held);
  }
  // Whoever was refused has left nothing behind.
  await using _both = await acquireRunLease(records, shards[0]!);
  await using _run = await acquireRunLease(records, shards[1]!);
});

test('runs that share the files out in other ways do not go on side by side', async () => {
  const records = await openRecords();
  await using _shard = await acquireRunLease(records, shards[0]!);
  await expect(acquireRunLease(records, { index: 0, count: 1 })).rejects.toMatchObject(held);
  await expect(acquireRunLease(records, { index: 0, count: 12 })).rejects.toMatchObject(held);
  await using _other = await acquireRunLease(records, shards[1]!);
});

test('a run elsewhere that stopped renewing its lease holds nobody up for longer than it lasts', async () => {
  const records = await openRecords();
  const record = { holder: 'x', host: 'elsewhere', pid: 1 };
  await records.put('leases', 'etl-3-of-4', { ...record, expiresAt: Date.now() + LEASE_MS });
  await expect(acquireUpkeepLease(records)).rejects.toMatchObject(held);
  await records.put('leases', 'etl-3-of-4', { ...record, expiresAt: Date.now() - 1 });
  await using _rebuild = await acquireUpkeepLease(records);
});

test('of a run and a rebuild that begin at once never both go on', async () => {
  const records = await openRecords();
  for (let round = 0; round < 20; round++) {
    const asked = await Promise.allSettled([acquireRunLease(records, shards[0]!), acquireUpkeepLease(records)]);
    const got = asked.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    expect(got.length).toBeLessThan(2);
    for (const lease of got) await lease[Symbol.asyncDispose]();
  }
});
