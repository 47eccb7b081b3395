import { describeRecordStore, describeSpaceAdmin, describeTrackStore } from '@soundalike/catalog/testing';
import type { TestLibrary } from '@soundalike/catalog/testing';
import { describe } from 'vitest';
import { openElasticsearchRecords, openElasticsearchSpaces, openElasticsearchStore } from './open-stores.ts';
import { destroyLibrary, testOptions, testUrl } from './testing/test-options.ts';

async function create(): Promise<TestLibrary> {
  const options = testOptions();
  return {
    openStore: (space) => openElasticsearchStore({ ...options, ...(space && { space }) }),
    openRecords: () => openElasticsearchRecords(options),
    openSpaces: () => openElasticsearchSpaces(options),
    destroy: () => destroyLibrary(options),
  };
}

describe.skipIf(testUrl === null)('on a real node', () => {
  describeTrackStore('Elasticsearch', create);
  describeRecordStore('Elasticsearch', create);
  describeSpaceAdmin('Elasticsearch', create);
});
