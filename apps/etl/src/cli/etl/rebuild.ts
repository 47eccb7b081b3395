import { Command } from 'commander';
import { createWorkDisplay } from '@soundalike/command-line';
import { loadSettings } from '@soundalike/settings';
import { openRecords, rebuildSpace } from '@soundalike/store-opener';
import { acquireUpkeepLease } from '../../lease/acquire-lease.ts';

/** `etl rebuild`. */
export const rebuildCommand = new Command('rebuild')
  .description(
    'Elasticsearch: fills a new index of a space under the mapping and ELASTICSEARCH_VECTOR_INDEX of now, from the old one, without listening again. ' +
      'Readers keep the old one until the new one is whole. No run may be under way, and none begins meanwhile. Stopped or killed, it goes on where it was, or with --force from the beginning.',
  )
  .argument('[space]', 'id of the space (default: the one that is served)')
  .option('--force', 'also where the mapping is right already, for example for an index template that has changed');

/** Action of `etl rebuild`. */
export async function rebuild(signal: AbortSignal): Promise<undefined> {
  const settings = loadSettings();
  const [spaceId] = rebuildCommand.args;
  const { force = false } = rebuildCommand.opts<{ force?: boolean }>();
  await using records = await openRecords(settings);
  await using lease = await acquireUpkeepLease(records);
  const display = createWorkDisplay('Rebuilding', { name: 'tracks', perUnit: 1 });
  const stopped = AbortSignal.any([signal, lease.lost]);
  const rebuilt = await rebuildSpace(settings, {
    ...(spaceId !== undefined && { spaceId }),
    force,
    signal: stopped,
    onProgress: display.progress,
  }).finally(() => display.stop());
  if (rebuilt === null) process.stdout.write('Nothing to rebuild: the index is as it should be.\n');
  else
    process.stdout.write(
      `${rebuilt.spaceId}: ${rebuilt.tracks} track(s) are read from ${rebuilt.index} now. ${rebuilt.replaced} is kept until: npm run -s etl -- prune ${rebuilt.spaceId}\n`,
    );
}
