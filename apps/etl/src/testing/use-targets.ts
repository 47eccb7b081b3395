import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { openElasticsearchRecords, openElasticsearchSpaces, openElasticsearchStore } from '@soundalike/es-store';
import { openSqliteRecords, openSqliteStore } from '@soundalike/sqlite-store';
import type { RunTarget } from './run-library.ts';

/** A separate library that `destroy` deletes. */
export type TemporaryTarget = RunTarget & { destroy(): Promise<void> };

/** A kind of store to test the ETL with. */
export interface TargetKind {
  readonly name: string;
  /** Number of runs of a property; fewer for a slower store. */
  readonly numRuns: number;
  readonly skip: boolean;
  open(): Promise<TemporaryTarget>;
}

/** The embedded store. */
export const SQLITE: TargetKind = { name: 'SQLite', numRuns: 150, skip: false, open: openSqliteTarget };

/** Return all kinds of stores. Elasticsearch is skipped if no node is available; the test run then prints why. */
export function everyTarget(): TargetKind[] {
  const url = inject('elasticsearchUrl');
  return [
    SQLITE,
    { name: 'Elasticsearch', numRuns: 10, skip: url === null, open: () => openElasticsearchTarget(url!) },
  ];
}

async function openSqliteTarget(): Promise<TemporaryTarget> {
  const folder = await mkdtemp(join(tmpdir(), 'etl-store-'));
  const path = join(folder, 'store.db');
  return {
    openStore: (space) => openSqliteStore({ path, space, create: true }),
    openRecords: () => openSqliteRecords({ path }),
    destroy: () => rm(folder, { recursive: true, force: true }),
  };
}

async function openElasticsearchTarget(url: string): Promise<TemporaryTarget> {
  const options = {
    url,
    cloudId: null,
    apiKey: null,
    vectorIndex: 'int8_hnsw',
    numCandidates: null,
    alias: `etl-${randomUUID()}`,
  } as const;
  return {
    openStore: (space) => openElasticsearchStore({ ...options, space }),
    openRecords: () => openElasticsearchRecords(options),
    async destroy() {
      await using spaces = await openElasticsearchSpaces(options);
      for (const { space, served } of await spaces.list()) if (!served) await spaces.drop(space.id);
    },
  };
}
