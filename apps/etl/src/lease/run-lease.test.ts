import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { hostname } from 'node:os';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SoundalikeError } from '@soundalike/errors';
import type { RecordStore } from '@soundalike/catalog';
import type { TemporaryTarget } from '../testing/use-targets.ts';
import { SQLITE } from '../testing/use-targets.ts';
import { LEASE_MS, RunLease } from './run-lease.ts';

let target: TemporaryTarget;
let records: RecordStore;
beforeEach(async () => {
  target = await SQLITE.open();
  records = await target.openRecords();
});
afterEach(async () => {
  vi.useRealTimers();
  await records.close();
  await target.destroy();
});

const held = { code: 'LEASE_HELD' };
let now = 1_700_000_000_000;
const clock = { now: () => now, isAlive: () => true };

test('a lease has one holder at a time, and the next one after it is released', async () => {
  const first = await RunLease.acquire(records, 'etl', clock);
  await expect(RunLease.acquire(records, 'etl', clock)).rejects.toMatchObject(held);
  await (await RunLease.acquire(records, 'other', clock))[Symbol.asyncDispose]();
  await first[Symbol.asyncDispose]();
  await using _second = await RunLease.acquire(records, 'etl', clock);
});

test('exactly one of many simultaneous requests acquires the lease', async () => {
  const requested = await Promise.allSettled(Array.from({ length: 8 }, () => RunLease.acquire(records, 'etl', clock)));
  const acquired = requested.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  expect(acquired).toHaveLength(1);
  await acquired[0]![Symbol.asyncDispose]();
});

test('a lease expires a minute after its last renewal', async () => {
  await records.put('leases', 'etl', { holder: 'x', host: 'elsewhere', pid: 1, expiresAt: now + LEASE_MS });
  now += LEASE_MS - 1;
  await expect(RunLease.acquire(records, 'etl', clock)).rejects.toMatchObject(held);
  now += 1;
  await using _lease = await RunLease.acquire(records, 'etl', clock);
});

test('a lease does not last for ever if the clock is set back', async () => {
  await records.put('leases', 'etl', { holder: 'x', host: 'elsewhere', pid: 1, expiresAt: now + LEASE_MS });
  now -= 3_600_000;
  await using _lease = await RunLease.acquire(records, 'etl', clock);
});

test('a clock that differs a little does not end a lease', async () => {
  await records.put('leases', 'etl', { holder: 'x', host: 'elsewhere', pid: 1, expiresAt: now + LEASE_MS + 20_000 });
  await expect(RunLease.acquire(records, 'etl', clock)).rejects.toMatchObject(held);
});

test('a lease of a dead holder with the same process id (restarted container) is taken over immediately', async () => {
  await records.put('leases', 'etl', {
    holder: 'before',
    host: hostname(),
    pid: process.pid,
    expiresAt: now + LEASE_MS,
  });
  await using _lease = await RunLease.acquire(records, 'etl', clock);
  await expect(RunLease.acquire(records, 'etl', clock)).rejects.toMatchObject(held);
});

test('the lease of a holder that died on this machine is taken over immediately', async () => {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'close');
  const record = { holder: 'x', host: hostname(), expiresAt: Date.now() + LEASE_MS };
  await records.put('leases', 'etl', { ...record, pid: process.ppid });
  await expect(RunLease.acquire(records, 'etl')).rejects.toMatchObject(held);
  await records.put('leases', 'etl', { ...record, pid: child.pid! });
  await using _lease = await RunLease.acquire(records, 'etl');
});

test('a lease is renewed while its holder lives, and aborts `lost` after another process took it over', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const lease = await RunLease.acquire(records, 'etl', clock);
  for (let third = 0; third < 9; third++) {
    now += LEASE_MS / 3;
    await vi.advanceTimersByTimeAsync(LEASE_MS / 3);
    await vi.waitFor(
      async () => {
        const record = await records.get('leases', 'etl');
        expect((record!.value as { expiresAt: number }).expiresAt).toBe(now + LEASE_MS);
      },
      { timeout: 60_000 },
    );
  }
  await expect(RunLease.acquire(records, 'etl', clock)).rejects.toMatchObject(held);
  await records.put('leases', 'etl', { holder: 'thief', host: 'elsewhere', pid: 1, expiresAt: now + LEASE_MS });
  await vi.advanceTimersByTimeAsync(LEASE_MS / 3);
  await vi.waitFor(() => expect(lease.lost.aborted).toBe(true), { timeout: 60_000 });
  await lease[Symbol.asyncDispose]();
  expect(await records.get('leases', 'etl')).toMatchObject({ value: { holder: 'thief' } });
});

test('a lease whose record somebody deleted is not lost: its holder writes it again', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  await using lease = await RunLease.acquire(records, 'etl', clock);
  await records.delete('leases', 'etl');
  await vi.advanceTimersByTimeAsync(LEASE_MS / 3);
  await vi.waitFor(async () => expect(await records.get('leases', 'etl')).not.toBeNull(), { timeout: 60_000 });
  expect(lease.lost.aborted).toBe(false);
  await expect(RunLease.acquire(records, 'etl', clock)).rejects.toMatchObject(held);
  // The next renewal has the version of the new record.
  now += LEASE_MS / 3;
  await vi.advanceTimersByTimeAsync(LEASE_MS / 3);
  await vi.waitFor(
    async () => expect((await records.get('leases', 'etl'))!.value).toMatchObject({ expiresAt: now + LEASE_MS }),
    { timeout: 60_000 },
  );
});

test('a renewal whose response is lost, or takes long, does not lose the lease', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  let put: RecordStore['put'] = (...args) => records.put(...args);
  const unreliable = {
    get: records.get.bind(records),
    delete: records.delete.bind(records),
    put: (...args) => put(...args),
  } as RecordStore;
  const lease = await RunLease.acquire(unreliable, 'etl', clock);
  const renewalsBegun = vi.fn();
  const gate = Promise.withResolvers<undefined>();
  put = async (...args) => {
    renewalsBegun();
    await records.put(...args);
    await gate.promise;
    throw new SoundalikeError('STORE_UNAVAILABLE', 'no response');
  };
  await vi.advanceTimersByTimeAsync(LEASE_MS);
  await vi.waitFor(() => expect(renewalsBegun).toHaveBeenCalledTimes(1), { timeout: 60_000 });
  put = (...args) => records.put(...args);
  gate.resolve(undefined);
  now += LEASE_MS;
  await vi.advanceTimersByTimeAsync(LEASE_MS / 3);
  await vi.waitFor(
    async () => {
      const record = await records.get('leases', 'etl');
      expect((record!.value as { expiresAt: number }).expiresAt).toBe(now + LEASE_MS);
    },
    { timeout: 60_000 },
  );
  expect(lease.lost.aborted).toBe(false);
  await lease[Symbol.asyncDispose]();
  expect(await records.get('leases', 'etl')).toBeNull();
});
