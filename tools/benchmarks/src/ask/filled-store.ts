import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EmbeddedTrack, EmbeddingSpace, TrackStore } from '@soundalike/catalog';
import { testSpace, testTrack } from '@soundalike/catalog/testing';
import { startElasticsearch } from '@soundalike/elasticsearch-node';
import { openElasticsearchStore } from '@soundalike/es-store';
import { openSqliteStore } from '@soundalike/sqlite-store';
import { crowdedVectors } from '../search/crowded-vectors.ts';

const DIMS = 2048;
const BATCH = 500;
const HEAP = '2g';
const TRACKS_PER_ALBUM = 12;
const TRACKS_PER_ARTIST = 30;

const spaceOf = (dims: number): EmbeddingSpace => testSpace({ dims });

/** Id of a track of the library. */
export function idOf(n: number): string {
  return testTrack(n, testSpace({ dims: 1 })).id;
}

/** Opens a store, fills it with so many tracks and calls `use` with it. */
type FilledStore = (count: number, signal: AbortSignal, use: (store: TrackStore) => Promise<void>) => Promise<void>;

/** The stores that can be measured. */
export const LIBRARIES = {
  sqlite: async (count, signal, use) => {
    await withFilledFile(count, signal, async (path) => {
      await using store = await openSqliteStore({ path, space: spaceOf(DIMS), create: true });
      await use(store);
    });
  },
  elasticsearch: async (count, signal, use) => {
    await using node = await startElasticsearch({ heap: HEAP });
    await using store = await openElasticsearchStore({
      cloudId: null,
      url: node.url,
      apiKey: null,
      vectorIndex: 'int8_hnsw',
      numCandidates: null,
      space: spaceOf(DIMS),
    });
    await fill(store, count, signal);
    await use(store);
  },
} as const satisfies Record<string, FilledStore>;

/** Fill the file of an embedded store with so many tracks of `dims` values, use it and delete it. */
export async function withFilledFile(
  count: number,
  signal: AbortSignal,
  use: (path: string) => Promise<void>,
  dims = DIMS,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-ask-'));
  try {
    const path = join(folder, 'store.db');
    {
      await using store = await openSqliteStore({ path, space: spaceOf(dims), create: true });
      await fill(store, count, signal);
    }
    await use(path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function fill(store: TrackStore, count: number, signal: AbortSignal): Promise<void> {
  let batch: EmbeddedTrack[] = [];
  let n = 0;
  for (const embedding of crowdedVectors(count, store.space.dims, 1)) {
    batch.push({ ...trackOf(n++, store.space.id), embedding });
    if (batch.length < BATCH && n < count) continue;
    signal.throwIfAborted();
    await store.upsert(batch);
    batch = [];
  }
  await store.serve();
}

/** Only the names matter, so the generated vector is short. */
function trackOf(n: number, spaceId: string): EmbeddedTrack {
  const names = {
    artist: `Artist ${Math.floor(n / TRACKS_PER_ARTIST)}`,
    album: `Album ${Math.floor(n / TRACKS_PER_ALBUM)}`,
  };
  return testTrack(n, testSpace({ dims: 1 }), { spaceId, ...names });
}
