import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { NO_TAGS, samplePairSimilarities } from '@soundalike/catalog';
import type { EmbeddedTrack } from '@soundalike/catalog';
import { testSpace, testTracks } from '@soundalike/catalog/testing';
import { openSqliteStore } from '@soundalike/sqlite-store';
import getPort from 'get-port';

const SPACE = testSpace();
const EXPLORE = fileURLToPath(new URL('../../../../apps/explore/src/cli/explore.ts', import.meta.url));

/** Names that are hard to pass on. */
export const ODD_TITLES = [
  '🦊 "quoted" \\ \n',
  'שלום עולם',
  'nul \0 byte',
  'half \ud800 pair',
  '夜に駆ける',
  '</script>',
];

/** The real server over a library in SQLite. */
export interface TestServer extends AsyncDisposable {
  /** Without a slash at its end. */
  readonly address: string;
  readonly tracks: readonly EmbeddedTrack[];
}

/** Return forty tracks by five artists; the first have odd titles. */
function tracksOfLibrary(): EmbeddedTrack[] {
  return testTracks(40, SPACE).map((track, n) => ({
    ...track,
    ...NO_TAGS,
    title: ODD_TITLES[n] ?? `Song ${n}`,
    artist: `Artist ${n % 5}`,
    album: `Album ${n % 7}`,
    durationSeconds: 180 + 7 * n,
    isrc: n % 3 === 0 ? `GBAYE06${String(n).padStart(5, '0')}` : null,
    musicBrainzRecordingId: n % 4 === 0 ? `0b1a9c0e-d987-4042-ae91-${String(n).padStart(12, '0')}` : null,
  }));
}

/** Write a library and start the server for it as its users do. */
export async function startTestServer(env: Readonly<Record<string, string>> = {}): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), 'navidrome-'));
  const storePath = join(folder, 'store.db');
  const tracks = tracksOfLibrary();
  {
    await using store = await openSqliteStore({ path: storePath, space: SPACE, create: true });
    await store.upsert(tracks);
    await store.writePairSimilarities(await samplePairSimilarities(store));
    await store.serve();
  }
  const server = spawn(process.execPath, [EXPLORE, '--port', String(await getPort())], {
    env: { ...process.env, DATASET_DIR: folder, STORE_PATH: storePath, ELASTICSEARCH_URL: '', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(server, 'close');
  const lines = createInterface({ input: server.stdout });
  const url = await Promise.race([once(lines, 'line').then(String), closed.then(() => null)]);
  if (url === null) throw new Error('the server did not start');
  return {
    address: url.replace(/\/$/u, ''),
    tracks,
    [Symbol.asyncDispose]: async () => {
      server.kill('SIGTERM');
      await closed;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
