import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeRecordStore, describeSpaceAdmin, describeTrackStore } from '@soundalike/catalog/testing';
import type { TestLibrary } from '@soundalike/catalog/testing';
import { openSqliteRecords, openSqliteSpaces, openSqliteStore } from './index.ts';
import type { SearchOptions } from './neighbours/neighbour-service.ts';

/** Create a library in a separate file, opened as the apps open it. */
async function create(search: SearchOptions = {}): Promise<TestLibrary> {
  const folder = await mkdtemp(join(tmpdir(), 'soundalike-store-'));
  const path = join(folder, 'created', 'when needed', 'store.db');
  return {
    openStore: (space) =>
      openSqliteStore(space ? { path, space, create: true, ...search } : { path, readOnly: true, ...search }),
    openRecords: () => openSqliteRecords({ path }),
    openSpaces: () => openSqliteSpaces({ path }),
    destroy: () => rm(folder, { recursive: true, force: true }),
  };
}

describeTrackStore('The embedded store', () => create());
describeTrackStore('The embedded store with threads for the search', () => create({ searchThreads: 2 }));
describeRecordStore('The embedded store', () => create());
describeSpaceAdmin('The embedded store', () => create());
