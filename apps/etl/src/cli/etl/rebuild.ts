import { Command } from 'commander';
import { createWorkDisplay, print } from '@soundalike/command-line';
import { loadSettings } from '@soundalike/settings';
import { openRecords, rebuildSpace } from '@soundalike/store-opener';
import { acquireMaintenanceLease } from '../../lease/acquire-lease.ts';

/** The command `etl rebuild`. */
export const rebuildCommand = new Command('rebuild')
  .description(
    'Elasticsearch: copies a space into a new index with the current mapping and ELASTICSEARCH_VECTOR_INDEX, ' +
      'without reading the music again. Readers use the old index until the new one is complete. ' +
      'No run may be under way, and none can begin during the rebuild. ' +
      'After a stop or a crash the next rebuild continues, or begins again with --force.',
  )
  .argument('[space]', 'id of the space (default: the one that is served)')
  .option('--force', 'rebuild even if the mapping is current, for example after an index template has changed');

/** Run `etl rebuild`. */
export async function rebuild(signal: AbortSignal): Promise<undefined> {
  const settings = loadSettings();
  const [spaceId] = rebuildCommand.args;
  const { force = false } = rebuildCommand.opts<{ force?: boolean }>();
  await using records = await openRecords(settings);
  await using lease = await acquireMaintenanceLease(records);
  const display = createWorkDisplay('Rebuilding', { name: 'tracks', perUnit: 1 });
  const stopped = AbortSignal.any([signal, lease.lost]);
  const rebuilt = await rebuildSpace(settings, {
    ...(spaceId !== undefined && { spaceId }),
    force,
    signal: stopped,
    onProgress: display.progress,
  }).finally(() => display.stop());
  if (rebuilt === null) print('Nothing to rebuild: the index is up to date.');
  else
    print(
      `${rebuilt.spaceId}: ${rebuilt.tracks} track(s) are read from ${rebuilt.index} now. ` +
        `${rebuilt.replaced} is kept until: npm run -s etl -- prune ${rebuilt.spaceId}`,
    );
}
