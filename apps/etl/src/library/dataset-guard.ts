import type { RecordStore } from '@soundalike/catalog';
import { SoundalikeError } from '@soundalike/errors';
import { openStore } from '@soundalike/store-opener';
import type { OpenOptions, StoreSettings } from '@soundalike/store-opener';
import type { Settings } from '@soundalike/settings';
import { judgeDataset } from './judge-dataset.ts';
import type { DatasetVerdict } from './judge-dataset.ts';
import { recordedDataset } from './library-record.ts';

/**
 * Check that a store is filled from the library that it has: one store is one library.
 * @throws `DATASET_MISMATCH`; and as `openStore`, `STORE_EMPTY` too
 */
export async function guardDataset(
  settings: StoreSettings & Pick<Settings, 'datasetDir' | 'datasetExclude'>,
  records: Pick<RecordStore, 'get'>,
  options: OpenOptions,
): Promise<Exclude<DatasetVerdict, 'other'>> {
  const { datasetDir: root, datasetExclude: exclude } = settings;
  await using store = await openStore(settings, undefined, options);
  const recorded = await recordedDataset(records);
  const verdict = await judgeDataset(store, { root, exclude, recorded });
  if (verdict !== 'other') return verdict;
  const [where, another] =
    settings.elasticsearch === null
      ? [settings.storePath, 'STORE_PATH']
      : [`the store ${settings.elasticsearch.alias} in Elasticsearch`, 'ELASTICSEARCH_ALIAS'];
  throw new SoundalikeError(
    'DATASET_MISMATCH',
    `${root} is not the library that ${where} was filled from` +
      `${recorded === null || recorded === root ? '' : ` (${recorded})`}, and one store is one library; ` +
      `nothing was changed. Give this folder a store of its own: set ${another}. ` +
      'If it is to take the place of that library, pass --accept-dataset, and --allow-deletions to remove the old tracks',
  );
}
