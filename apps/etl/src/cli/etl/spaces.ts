import { Command } from 'commander';
import { formatTable, print } from '@soundalike/command-line';
import { SoundalikeError } from '@soundalike/errors';
import { loadSettings } from '@soundalike/settings';
import { openRecords, openSpaces } from '@soundalike/store-opener';
import { acquireMaintenanceLease } from '../../lease/acquire-lease.ts';
import { forgetFills } from '../../spaces/serve-when-complete.ts';

/** The command `etl spaces`. */
export const spacesCommand = new Command('spaces')
  .description(
    'List the embedding spaces in the store: one is served, the others are kept until they are pruned. ' +
      'A rebuilt space is listed once for each index.',
  )
  .option('--json', 'print JSON on stdout');

/** The command `etl prune`. */
export const pruneCommand = new Command('prune')
  .description(
    'Remove embedding spaces that are not served, with all their tracks, and the old index of a rebuilt space. ' +
      'Not possible while a run or a rebuild is under way.',
  )
  .argument('[space...]', 'ids of the spaces to remove (default: all that are not served)');

/** Run `etl spaces`. */
export async function listSpaces(): Promise<undefined> {
  await using spaces = await openSpaces(loadSettings(), { readOnly: true });
  const found = await spaces.list();
  if (spacesCommand.opts<{ json?: boolean }>().json) process.stdout.write(`${JSON.stringify(found)}\n`);
  else if (found.length === 0) print('No space yet.');
  else {
    const rows = found.map(({ space, tracks, bytes, served }) => [
      space.id,
      tracks,
      bytes === null ? '–' : (bytes / 1024 ** 2).toFixed(1),
      served ? 'yes' : 'no',
    ]);
    process.stdout.write(`${formatTable(['Space', 'Tracks', 'MiB', 'Served'], rows, process.stdout.columns)}\n`);
  }
}

/** Run `etl prune`. */
export async function pruneSpaces(signal: AbortSignal): Promise<undefined> {
  const settings = loadSettings();
  await using spaces = await openSpaces(settings);
  await using records = await openRecords(settings);
  await using lease = await acquireMaintenanceLease(records);
  const found = await spaces.list();
  const served = found.find((each) => each.served)?.space.id;
  const unserved = found.filter((each) => !each.served).map(({ space }) => space.id);
  const toRemove = [...new Set(pruneCommand.args.length > 0 ? pruneCommand.args : unserved)];
  const unknown = toRemove.filter((id) => !found.some(({ space }) => space.id === id));
  if (unknown.length > 0)
    throw new SoundalikeError(
      'USAGE',
      `there is no space ${unknown.join(', ')}; nothing was removed. List the ids with: npm run -s etl -- spaces`,
    );
  for (const id of toRemove) {
    lease.lost.throwIfAborted();
    signal.throwIfAborted();
    // Before the space: records that outlive it would count when it is filled again.
    if (id !== served) await forgetFills(records, id);
    await spaces.drop(id);
    print(id === served ? `Removed the old index of ${id}` : `Removed ${id}`);
  }
  if (toRemove.length === 0) print('Nothing to remove.');
}
