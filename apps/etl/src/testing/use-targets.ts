import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteRecords, openSqliteStore } from '@soundalike/sqlite-store';
import type { RunTarget } from './run-library.ts';

/** A kind of store to try the ETL on. */
export interface TargetKind {
  readonly name: string;
  /** How often a property is tried: by what one try costs. */
  readonly numRuns: number;
  readonly skip: boolean;
  open(): Promise<RunTarget & { destroy(): Promise<void> }>;
}

/** Every store there is. */
export function useTargets(): TargetKind[] {
  return [{ name: 'SQLite', numRuns: 100, skip: false, open: openSqliteTarget }];
}

async function openSqliteTarget(): Promise<RunTarget & { destroy(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'etl-store-'));
  const path = join(folder, 'store.db');
  return {
    openStore: (space) => openSqliteStore({ path, space, create: true }),
    openRecords: () => openSqliteRecords({ path }),
    destroy: () => rm(folder, { recursive: true, force: true }),
  };
}
