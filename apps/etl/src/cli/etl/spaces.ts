import Table from 'cli-table3';
import { Command } from 'commander';
import { SoundalikeError } from '@soundalike/errors';
import { loadSettings } from '@soundalike/settings';
import { openRecords, openSpaces } from '@soundalike/store-opener';
import { acquireUpkeepLease } from '../../lease/acquire-lease.ts';
import { forgetFills } from '../../spaces/space-fills.ts';

/** `etl spaces`. */
export const spacesCommand = new Command('spaces')
  .description(
    'Lists the embedding spaces in the store: one is served, the others are kept until they are pruned. A rebuilt space is listed once for each index.',
  )
  .option('--json', 'print JSON on stdout');

/** `etl prune`. */
export const pruneCommand = new Command('prune')
  .description(
    'Removes embedding spaces that are not served, with all their tracks, and what a rebuild has left of the one that is. Not while a run or a rebuild is under way.',
  )
  .argument('[space...]', 'ids of the spaces to remove (default: all that are not served)');

/** Action of `etl spaces`. */
export async function listSpaces(): Promise<undefined> {
  await using spaces = await openSpaces(loadSettings(), { readOnly: true });
  const found = await spaces.list();
  if (spacesCommand.opts<{ json?: boolean }>().json) process.stdout.write(`${JSON.stringify(found)}\n`);
  else if (found.length === 0) process.stdout.write('No space yet.\n');
  else {
    const table = new Table({ head: ['Space', 'Tracks', 'MiB', 'Served'], style: { head: [], border: [] } });
    for (const { space, tracks, bytes, served } of found) {
      table.push([space.id, tracks, bytes === null ? '–' : (bytes / 1024 ** 2).toFixed(1), served ? 'yes' : 'no']);
    }
    process.stdout.write(`${table.toString()}\n`);
  }
}

/** Action of `etl prune`. */
export async function pruneSpaces(): Promise<undefined> {
  const settings = loadSettings();
  await using spaces = await openSpaces(settings);
  await using records = await openRecords(settings);
  await using lease = await acquireUpkeepLease(records);
  const found = await spaces.list();
  const served = found.find((each) => each.served)?.space.id;
  const unserved = found.filter((each) => !each.served).map(({ space }) => space.id);
  const doomed = [...new Set(pruneCommand.args.length > 0 ? pruneCommand.args : unserved)];
  const unknown = doomed.filter((id) => !found.some(({ space }) => space.id === id));
  if (unknown.length > 0)
    throw new SoundalikeError(
      'USAGE',
      `prune: expected ids that "etl spaces" lists, got ${unknown.join(', ')}; nothing was removed`,
    );
  for (const id of doomed) {
    lease.lost.throwIfAborted();
    // Before the space goes: what is noted of one that is gone would count when it is filled again.
    if (id !== served) await forgetFills(records, id);
    await spaces.drop(id);
    process.stdout.write(id === served ? `Removed what a rebuild has left of ${id}\n` : `Removed ${id}\n`);
  }
  if (doomed.length === 0) process.stdout.write('Nothing to remove.\n');
}
