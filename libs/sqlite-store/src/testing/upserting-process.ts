import { testTrack } from '@soundalike/catalog/testing';
import type { EmbeddingSpace } from '@soundalike/catalog';
import { openSqliteRecords, openSqliteStore } from '../index.ts';

/**
 * Program for the tests: writes tracks `from` to `to − 1` a few at a time, and a record for each, and prints the number
 * of
 * each track once it is written.
 * Usage: node upserting-process.ts PATH SPACE_JSON FROM TO
 */
const [path = '', spaceJson = '', from = '', to = ''] = process.argv.slice(2);
const space = JSON.parse(spaceJson) as EmbeddingSpace;
const BATCH = 3;
/** SQLite has no queue of waiting writers, so one may wait long. */
const BUSY_TIMEOUT_MS = 100_000;

await using store = await openSqliteStore({ path, space, create: true, busyTimeoutMs: BUSY_TIMEOUT_MS });
await using records = await openSqliteRecords({ path, busyTimeoutMs: BUSY_TIMEOUT_MS });
for (let first = Number(from); first < Number(to); first += BATCH) {
  const numbers = Array.from({ length: Math.min(BATCH, Number(to) - first) }, (_, index) => first + index);
  await store.upsert(numbers.map((n) => testTrack(n, space)));
  for (const n of numbers) await records.put('maps', `track-${n}`, n);
  process.stdout.write(`${numbers.join('\n')}\n`);
}
