import type { RecordStore } from '@soundalike/catalog';
import type { Shard } from '../scan/shard.ts';
import { RunLease } from './run-lease.ts';

const RUNS = 'etl-';
const UPKEEP = 'rebuild';

/** The lease of a run over one shard. @throws `LEASE_HELD` while that shard, another way of sharing the files out, or upkeep of the library is under way */
export function acquireRunLease(records: RecordStore, { index, count }: Shard): Promise<RunLease> {
  const ofSameCount = `-of-${count}`;
  return acquireUnlessHeld(
    records,
    `${RUNS}${index}${ofSameCount}`,
    (key) => key === UPKEEP || (key.startsWith(RUNS) && !key.endsWith(ofSameCount)),
  );
}

/** The lease of a rebuild or of pruning, which no run over any shard may write beside. @throws `LEASE_HELD` while a run, or other upkeep, is under way */
export function acquireUpkeepLease(records: RecordStore): Promise<RunLease> {
  return acquireUnlessHeld(records, UPKEEP, (key) => key.startsWith(RUNS));
}

/** Each side first takes its own lease and then looks for the other's, so that of two who begin at once at least one sees the other. */
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
