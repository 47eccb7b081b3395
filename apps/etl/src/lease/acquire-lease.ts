import type { RecordStore } from '@soundalike/catalog';
import type { Shard } from '../scan/shard.ts';
import { RunLease } from './run-lease.ts';

const RUN_PREFIX = 'etl-';
const MAINTENANCE = 'rebuild';

/**
 * Acquire the lease of a run over one shard.
 * @throws `LEASE_HELD` while a run over that shard or with another number of shards, a rebuild or a prune is under way
 */
export function acquireRunLease(records: RecordStore, { index, count }: Shard): Promise<RunLease> {
  const ofSameCount = `-of-${count}`;
  return acquireUnlessHeld(
    records,
    `${RUN_PREFIX}${index}${ofSameCount}`,
    (key) => key === MAINTENANCE || (key.startsWith(RUN_PREFIX) && !key.endsWith(ofSameCount)),
  );
}

/**
 * Acquire the lease of a rebuild or a prune, which excludes runs over any shard.
 * @throws `LEASE_HELD` while a run, a rebuild or a prune is under way
 */
export function acquireMaintenanceLease(records: RecordStore): Promise<RunLease> {
  return acquireUnlessHeld(records, MAINTENANCE, (key) => key.startsWith(RUN_PREFIX));
}

/**
 * Acquire the own lease first and then look for others: of two processes that begin together at least one sees the
 * other.
 */
async function acquireUnlessHeld(
  records: RecordStore,
  key: string,
  isExcluded: (key: string) => boolean,
): Promise<RunLease> {
  const lease = await RunLease.acquire(records, key);
  try {
    await RunLease.assertNoneHeld(records, isExcluded);
    return lease;
  } catch (error) {
    await lease[Symbol.asyncDispose]();
    throw error;
  }
}
