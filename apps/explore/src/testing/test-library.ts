import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { samplePairSimilarities } from '@soundalike/catalog';
import type { EmbeddedTrack } from '@soundalike/catalog';
import { clusteredVectors, testSpace, testTrack } from '@soundalike/catalog/testing';
import { openSqliteStore } from '@soundalike/sqlite-store';
import { readSettings } from '@soundalike/settings';
import { startExplore } from '../server/start-explore.ts';
import type { ExploreSettings } from '../server/start-explore.ts';
import type { RunningServer } from '../server/listen.ts';
import { TEST_ALBUMS } from './test-albums.ts';
import { testMp3 } from './test-mp3.ts';

/** A folder of music with an indexed store; disposal deletes both. */
export interface TestLibrary extends AsyncDisposable {
  /** Parent folder of all its files. */
  readonly folder: string;
  readonly datasetDir: string;
  readonly storePath: string;
  /** In the order of the albums. */
  readonly tracks: readonly EmbeddedTrack[];
}

/** Embedding space of the test library. */
export const TEST_SPACE = testSpace();

/**
 * Write the test albums as tagged MP3 files, and a SQLite store of their tracks, in which the tracks of an album are
 * similar.
 * @param seconds length of each track
 */
export async function writeTestLibrary(seconds: number): Promise<TestLibrary> {
  const folder = await mkdtemp(join(tmpdir(), 'explore-'));
  const datasetDir = join(folder, 'dataset');
  const storePath = join(folder, 'store.db');
  const tracks = testLibraryTracks(seconds);
  for (const [index, track] of tracks.entries()) {
    const album = TEST_ALBUMS[Math.floor(index / 4)]!;
    const file = join(datasetDir, track.paths[0]!.path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, await testMp3(album, index % 4, seconds));
  }
  await using store = await openSqliteStore({ path: storePath, space: TEST_SPACE, create: true });
  await store.upsert(tracks);
  await store.writePairSimilarities(await samplePairSimilarities(store));
  await store.serve();
  return {
    folder,
    datasetDir,
    storePath,
    tracks,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Start the real server for a test library, on a free port unless one is given. */
export function exploreTestLibrary(
  { datasetDir, storePath }: Pick<TestLibrary, 'datasetDir' | 'storePath'>,
  address = '127.0.0.1',
  { port = 0, ...settings }: Partial<ExploreSettings> & { readonly port?: number } = {},
): Promise<RunningServer> {
  const defaults = readSettings({ DATASET_DIR: datasetDir, STORE_PATH: storePath, MODEL_DIR: join(datasetDir, '..') });
  const options = { address, port, newMap: false, onBuild: () => undefined };
  return startExplore({ ...defaults, ...settings }, options);
}

function testLibraryTracks(seconds: number): EmbeddedTrack[] {
  return TEST_ALBUMS.flatMap((album, albumNo) => {
    const { artist, album: name, year, soundTags, genre, titles } = album;
    const vectors = [
      ...clusteredVectors({ count: titles.length, dims: TEST_SPACE.dims, clusters: 1, seed: albumNo + 1 }),
    ];
    return titles.map((title, n) =>
      testTrack(albumNo * titles.length + n, TEST_SPACE, {
        title,
        artist,
        album: name,
        albumArtist: artist,
        year,
        soundTags,
        genre: [genre],
        trackNo: n + 1,
        discNo: null,
        durationSeconds: seconds,
        paths: [{ path: `${artist}/${name}/0${n + 1} ${title}.mp3`, size: 1, mtimeMs: 1 }],
        embedding: vectors[n]!,
      }),
    );
  });
}
