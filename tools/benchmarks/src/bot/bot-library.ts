import { join } from 'node:path';
import { testSpace, testTrack } from '@soundalike/catalog/testing';
import { openSqliteStore } from '@soundalike/sqlite-store';
import { crowdedVectors } from '../search/crowded-vectors.ts';

const DIMS = 2048;
const BATCH = 500;

const ADJECTIVES = ['Silent', 'Golden', 'Broken', 'Electric', 'Distant', 'Frozen', 'Hollow', 'Crimson'];
const NOUNS = ['River', 'Engine', 'Harbour', 'Garden', 'Signal', 'Mountain', 'Mirror', 'Lantern'];

/** Words that members type in the benchmark: the beginnings of titles. */
export const TYPED = [...ADJECTIVES, ...NOUNS].map((word) => word.slice(0, 4).toLowerCase());

function titleOf(n: number): string {
  const adjective = ADJECTIVES[n % ADJECTIVES.length] ?? '';
  const noun = NOUNS[Math.floor(n / ADJECTIVES.length) % NOUNS.length] ?? '';
  return `${adjective} ${noun} ${Math.floor(n / (ADJECTIVES.length * NOUNS.length)) + 1}`;
}

/** Write a library with vectors as hard to search as Cnn14's. @returns the path of its store */
export async function writeLibrary(folder: string, count: number): Promise<string> {
  const path = join(folder, `store-${count}.db`);
  const space = testSpace({ dims: DIMS });
  const draft = testSpace({ dims: 1 });
  await using store = await openSqliteStore({ path, space, create: true });
  let n = 0;
  let batch: Parameters<typeof store.upsert>[0][number][] = [];
  for (const embedding of crowdedVectors(count, DIMS, 1)) {
    batch.push({ ...testTrack(n, draft), spaceId: space.id, title: titleOf(n), artist: `Artist ${n % 97}`, embedding });
    n++;
    if (batch.length < BATCH && n < count) continue;
    await store.upsert(batch);
    batch = [];
  }
  await store.writePairSimilarities(Array.from({ length: 1000 }, (_, each) => each / 1000));
  await store.serve();
  return path;
}
