import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EmbeddedTrack } from '@soundalike/catalog';
import { clusteredVectors, testSpace, testTrack } from '@soundalike/catalog/testing';
import { openSqliteStore } from '@soundalike/sqlite-store';

const BATCH = 1_000;
const PER_ALBUM = 10;
const GENRES = ['Jazz', 'Folk', 'Techno', 'Ambient', 'Rock', 'Soul', 'Dub', 'Metal', 'Choral', 'Pop', 'Blues', 'Punk'];
const SOUNDS = ['Piano', 'Singing', 'Drum kit', 'Synthesizer', 'Violin, fiddle', 'Electric guitar', 'Choir', 'Techno'];

/** A store of invented tracks without files; disposal deletes it. */
export interface LargeLibrary extends AsyncDisposable {
  readonly datasetDir: string;
  readonly storePath: string;
  readonly spaceId: string;
  readonly ids: readonly string[];
}

/** Write a store of invented tracks. @param dims length of their vectors */
export async function writeLargeLibrary(count: number, dims: number): Promise<LargeLibrary> {
  const folder = await mkdtemp(join(tmpdir(), 'explore-large-'));
  const storePath = join(folder, 'store.db');
  const space = testSpace({ dims });
  const vectors = clusteredVectors({ count, dims, clusters: 60, spread: 0.8, seed: 1 });
  const ids: string[] = [];
  await using store = await openSqliteStore({ path: storePath, space, create: true });
  for (let start = 0; start < count; start += BATCH) {
    const batch: EmbeddedTrack[] = [];
    for (let n = start; n < Math.min(count, start + BATCH); n++) {
      const album = Math.floor(n / PER_ALBUM);
      batch.push(
        testTrack(n, space, {
          artist: `Artist ${album % Math.ceil(count / 40)}`,
          albumArtist: null,
          album: `Album ${album}`,
          genre: [GENRES[album % GENRES.length]!],
          soundTags: [
            { label: 'Music', score: 0.9 },
            { label: SOUNDS[(album * 7) % SOUNDS.length]!, score: 0.4 },
          ],
          embedding: vectors.next().value as Float32Array,
        }),
      );
    }
    await store.upsert(batch);
    ids.push(...batch.map(({ id }) => id));
  }
  await store.serve();
  return {
    datasetDir: folder,
    storePath,
    spaceId: space.id,
    ids,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
