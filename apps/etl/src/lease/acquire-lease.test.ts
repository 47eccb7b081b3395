import { expect, onTestFinished, test } from 'vitest';
import type { RecordStore } from '@soundalike/catalog';
import { SQLITE } from '../testing/use-targets.ts';
import { acquireMaintenanceLease, acquireRunLease } from './acquire-lease.ts';
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

test('a run over any shard excludes a rebuild, and a rebuild excludes every run', async () => {
  const records = await openRecords();
  for (const shard of shards) {
    await using _run = await acquireRunLease(records, shard);
    await expect(acquireMaintenanceLease(records)).rejects.toMatchObject(held);
  }
  {
    await using _rebuild = await acquireMaintenanceLease(records);
    for (const shard of shards) await expect(acquireRunLease(records, shard)).rejects.toMatchObject(held);
    await expect(acquireMaintenanceLease(records)).rejects.toMatchObject(held);
  }
  // The refused processes have left no lease behind.
  await using _both = await acquireRunLease(records, shards[0]!);
  await using _run = await acquireRunLease(records, shards[1]!);
});

test('runs with different numbers of shards exclude each other', async () => {
  const records = await openRecords();
  await using _shard = await acquireRunLease(records, shards[0]!);
  await expect(acquireRunLease(records, { index: 0, count: 1 })).rejects.toMatchObject(held);
  await expect(acquireRunLease(records, { index: 0, count: 12 })).rejects.toMatchObject(held);
  await using _other = await acquireRunLease(records, shards[1]!);
});

test('a lease on another machine that is no longer renewed excludes others until it expires', async () => {
  const records = await openRecords();
  const record = { holder: 'x', host: 'elsewhere', pid: 1 };
  await records.put('leases', 'etl-3-of-4', { ...record, expiresAt: Date.now() + LEASE_MS });
  await expect(acquireMaintenanceLease(records)).rejects.toMatchObject(held);
  await records.put('leases', 'etl-3-of-4', { ...record, expiresAt: Date.now() - 1 });
  await using _rebuild = await acquireMaintenanceLease(records);
});

test('of a run and a rebuild that begin together at most one continues', async () => {
  const records = await openRecords();
  for (let round = 0; round < 20; round++) {
    const requested = await Promise.allSettled([
      acquireRunLease(records, shards[0]!),
      acquireMaintenanceLease(records),
    ]);
    const acquired = requested.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    expect(acquired.length).toBeLessThan(2);
    for (const lease of acquired) await lease[Symbol.asyncDispose]();
  }
});
