import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestLibrary } from '@soundalike/catalog/testing';
import { openSqliteRecords, openSqliteSpaces, openSqliteStore } from '../index.ts';

/** A library in a file of its own, opened as the apps open it. */
export async function createSqliteLibrary(): Promise<TestLibrary> {
  const folder = await mkdtemp(join(tmpdir(), 'soundalike-store-'));
  const path = join(folder, 'made', 'when needed', 'store.db');
  return {
    openStore: (space) => openSqliteStore(space ? { path, space, create: true } : { path, readOnly: true }),
    openRecords: () => openSqliteRecords({ path }),
    openSpaces: () => openSqliteSpaces({ path }),
    destroy: () => rm(folder, { recursive: true, force: true }),
  };
}
