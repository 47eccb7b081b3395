import { connect } from 'node:net';
import { mkdir, mkdtemp, readFile, rm, stat, symlink, unlink, writeFile } from 'node:fs/promises';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openSqliteStore } from '@soundalike/sqlite-store';
import { TEST_SPACE, exploreTestLibrary, writeTestLibrary } from '../testing/test-library.ts';
import type { TestLibrary } from '../testing/test-library.ts';
import type { RunningServer } from './listen.ts';

let library: TestLibrary;
let server: RunningServer;

beforeAll(async () => {
  library = await writeTestLibrary(2);
  server = await exploreTestLibrary(library);
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await library[Symbol.asyncDispose]();
});

const get = (path: string, headers: Record<string, string> = {}) => fetch(new URL(path, server.url), { headers });
const json = async (path: string): Promise<unknown> => (await get(path)).json();
const fileOf = (n: number): string => join(library.datasetDir, library.tracks[n]!.paths[0]!.path);

/** Return the raw response to these exact bytes, which no HTTP client normalises. */
async function rawResponse(lines: string, url = server.url): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.write(`${lines}\r\nConnection: close\r\n\r\n`);
  const parts: Buffer[] = [];
  for await (const part of socket) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('latin1');
}
const ownHost = (): string => `Host: ${new URL(server.url).host}`;

test('reports the state of the library', async () => {
  expect(await json('/api/v1/library')).toEqual({
    state: 'ready',
    tracks: 24,
    model: TEST_SPACE.model,
    spaceId: TEST_SPACE.id,
    dims: TEST_SPACE.dims,
    uploads: false,
  });
});

test('searches tracks by the words of their names', async () => {
  const { tracks: found } = (await json('/api/v1/search?q=orla%20blue')) as { tracks: { title: string }[] };
  expect(found.map(({ title }) => title)).toEqual(['Blue Stairs']);
  expect(await json('/api/v1/search?q=')).toEqual({ tracks: [] });
  expect((await get(`/api/v1/search?q=${'a'.repeat(201)}`)).status).toBe(400);
});

test('returns different tracks at random', async () => {
  const { tracks: offered } = (await json('/api/v1/random?count=8')) as { tracks: { id: string }[] };
  expect(new Set(offered.map(({ id }) => id)).size).toBe(8);
});

test('returns a track with its nearest neighbours and the reasons for them', async () => {
  const [seed] = library.tracks;
  const { track, matches } = (await json(`/api/v1/tracks/${seed!.id}/similar?count=5`)) as {
    track: { title: string; files: string[] };
    matches: { track: { album: string }; similarity: number; percentile: number; sharedTags: string[] }[];
  };
  expect(track).toMatchObject({ title: 'First Snow', files: ['Mira Solberg/Winter Rooms/01 First Snow.mp3'] });
  expect(matches).toHaveLength(5);
  expect(matches.slice(0, 3).map((each) => each.track.album)).toEqual(['Winter Rooms', 'Winter Rooms', 'Winter Rooms']);
  expect(matches[0]!.similarity).toBeGreaterThan(matches[4]!.similarity);
  expect(matches[0]).toMatchObject({ sharedTags: expect.arrayContaining(['Piano']) as string[] });
  expect(matches[0]!.percentile).toBeGreaterThan(0.5);
  expect((await get('/api/v1/tracks/nobody')).status).toBe(404);
});

test('computes a waveform from the file', async () => {
  const address = `/api/v1/tracks/${library.tracks[1]!.id}/waveform`;
  const { peaks } = (await json(address)) as { peaks: number[] };
  expect(peaks).toHaveLength(400);
  expect(Math.max(...peaks)).toBe(1);
  // The test tracks swell: the middle is louder than the beginning.
  expect(Math.max(...peaks.slice(150, 250))).toBeGreaterThan(1.5 * Math.max(...peaks.slice(0, 40)));
  expect(await json(address)).toEqual({ peaks });
});

test('sends a cover with its image type, and 204 for a file without one', async () => {
  const withCover = await get(`/cover/${library.tracks[0]!.id}`);
  expect(withCover.headers.get('content-type')).toBe('image/png');
  expect((await withCover.bytes()).subarray(1, 4)).toEqual(new TextEncoder().encode('PNG'));
  const techno = library.tracks.find(({ album }) => album === 'Signal')!;
  expect((await get(`/cover/${techno.id}`)).status).toBe(204);
});

test('sends audio completely, in part, or not at all if the browser has it already', async () => {
  const bytes = new Uint8Array(await readFile(fileOf(0)));
  const address = `/media/${library.tracks[0]!.id}`;
  const whole = await get(address);
  expect([whole.status, whole.headers.get('content-type'), whole.headers.get('accept-ranges')]).toEqual([
    200,
    'audio/mpeg',
    'bytes',
  ]);
  expect(await whole.bytes()).toEqual(bytes);

  const part = await get(address, { Range: 'bytes=100-199' });
  expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 100-199/${bytes.length}`]);
  expect(await part.bytes()).toEqual(bytes.subarray(100, 200));
  expect(await (await get(address, { Range: 'bytes=-50' })).bytes()).toEqual(bytes.subarray(-50));
  expect(await (await get(address, { Range: `bytes=${bytes.length - 10}-` })).bytes()).toEqual(bytes.subarray(-10));

  const beyond = await get(address, { Range: `bytes=${bytes.length}-` });
  expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${bytes.length}`]);
  const etag = whole.headers.get('etag')!;
  // `fetch` would add headers that request a fresh copy.
  expect(await rawResponse(`GET ${address} HTTP/1.1\r\n${ownHost()}\r\nIf-None-Match: ${etag}`)).toMatch(
    /^HTTP\/1\.1 304 /u,
  );
  expect((await get(address, { Range: 'bytes=0-9', 'If-Range': etag })).status).toBe(206);
  expect((await get(address, { Range: 'bytes=0-9', 'If-Range': '"of before"' })).status).toBe(200);
});

test('a file that was deleted, or replaced by a link out of the dataset, is not sent', async () => {
  const [deleted, linked] = [library.tracks[22]!, library.tracks[23]!];
  const secret = join(library.folder, 'secret.mp3');
  await writeFile(secret, 'secret');
  await unlink(fileOf(22));
  await unlink(fileOf(23));
  await symlink(secret, fileOf(23));
  for (const { id } of [deleted, linked]) {
    for (const address of [`/media/${id}`, `/cover/${id}`, `/api/v1/tracks/${id}/waveform`]) {
      const answer = await get(address);
      expect([address, answer.status, (await answer.text()).includes('secret')]).toEqual([address, 404, false]);
    }
  }
});

test('a track that was indexed through a link out of the dataset is sent', async () => {
  const file = join(library.folder, 'other-disk.mp3');
  await writeFile(file, 'song of another disk');
  await symlink(file, join(library.datasetDir, 'linked.mp3'));
  const { size, mtimeMs } = await stat(file);
  const digest = 'd'.repeat(64);
  const track = {
    ...library.tracks[0]!,
    id: digest.slice(-32),
    audioDigest: `sha256:${digest}`,
    paths: [{ path: 'linked.mp3', size, mtimeMs: Math.floor(mtimeMs) }],
  };
  await using store = await openSqliteStore({ path: library.storePath, space: TEST_SPACE });
  await store.upsert([track]);
  const answer = await get(`/media/${track.id}`);
  expect([answer.status, await answer.text()]).toEqual([200, 'song of another disk']);
  await store.delete([track.id]);
});

test.each([
  ['clip.mp4', 'audio/mp4'],
  ['clip.webm', 'audio/webm'],
  ['...song.WV', 'audio/x-wavpack'],
  ['song.aiff', 'audio/aiff'],
  ['song.wma', 'audio/x-ms-wma'],
])('%s is sent as %s', async (name, mediaType) => {
  await writeFile(join(library.datasetDir, name), 'sound');
  const digest = 'f'.repeat(64);
  const paths = [{ path: name, size: 5, mtimeMs: 1 }];
  const track = { ...library.tracks[0]!, id: digest.slice(-32), audioDigest: `sha256:${digest}`, paths };
  await using store = await openSqliteStore({ path: library.storePath, space: TEST_SPACE });
  await store.delete([track.id]);
  await store.upsert([track]);
  const answer = await get(`/media/${track.id}`);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, mediaType]);
  await store.delete([track.id]);
});

test('a stored path that leads out of the dataset is not followed', async () => {
  const [track] = library.tracks;
  await writeFile(join(library.folder, 'outside.mp3'), 'secret');
  const escapes = ['../outside.mp3', 'a/../../outside.mp3', join(library.folder, 'outside.mp3')];
  const digest = (n: number): string => `${n}`.padStart(64, 'e');
  const tracks = escapes.map((path, n) => ({
    ...track!,
    id: digest(n).slice(-32),
    audioDigest: `sha256:${digest(n)}`,
    paths: [{ path, size: 6, mtimeMs: 1 }],
  }));
  await using store = await openSqliteStore({ path: library.storePath, space: TEST_SPACE });
  await store.upsert(tracks);
  for (const { id } of tracks) expect((await get(`/media/${id}`)).status).toBe(404);
  await store.delete(tracks.map(({ id }) => id));
});

test.each([
  '/media/../../../../etc/passwd',
  '/media/..%2f..%2f..%2fetc%2fpasswd',
  '/media/%2e%2e/%2e%2e/etc/passwd',
  '/assets/..%2f..%2fpackage.json',
  '/assets/%2e%2e/%2e%2e/package.json',
  '/assets/..%5c..%5cpackage.json',
  '/assets/../../package.json',
  '/assets/%00',
  '//etc/passwd',
  '/src/main.tsx',
  '/@fs/etc/passwd',
  '/@vite/client',
])('a request for %s finds nothing', async (path) => {
  const answer = await rawResponse(`GET ${path} HTTP/1.1\r\n${ownHost()}`);
  expect(answer).toMatch(/^HTTP\/1\.1 (400|404) /u);
  expect(answer).not.toMatch(/root:|"name"|workspaces/u);
});

test('answers only to its own host names, whatever the request target', async () => {
  expect(await rawResponse(`GET /api/v1/library HTTP/1.1\r\n${ownHost()}`)).toMatch(/^HTTP\/1\.1 200 /u);
  for (const host of ['evil.example', 'evil.example:80', `evil.example:${new URL(server.url).port}`, '127.0.0.1', '']) {
    expect(await rawResponse(`GET /api/v1/library HTTP/1.1\r\nHost: ${host}`)).toMatch(/^HTTP\/1\.1 403 /u);
  }
  expect(await rawResponse('GET http://evil.example/api/v1/library HTTP/1.1\r\nHost: evil.example')).toMatch(
    /^HTTP\/1\.1 403 /u,
  );
  expect(await rawResponse('GET /api/v1/library HTTP/1.1')).toMatch(/^HTTP\/1\.1 400 /u);
});

test('HEAD returns the headers of GET without the body', async () => {
  using errors = vi.spyOn(console, 'error');
  for (const path of ['/', '/api/v1/library', `/media/${library.tracks[0]!.id}`, `/cover/${library.tracks[0]!.id}`]) {
    const [head, whole] = await Promise.all([fetch(new URL(path, server.url), { method: 'HEAD' }), get(path)]);
    expect([head.status, head.headers.get('content-type'), await head.text()]).toEqual([
      200,
      whole.headers.get('content-type'),
      '',
    ]);
  }
  expect((await fetch(new URL('/media/none', server.url), { method: 'HEAD' })).status).toBe(404);
  expect(errors).not.toHaveBeenCalled();
});

test('on 0.0.0.0 it answers to each address of the machine, and to no other host name', async () => {
  await expect(exploreTestLibrary(library, '0.0.0.0')).rejects.toThrow(/needs a token: set EXPLORE_TOKEN/u);
  const token = 'a-token-of-24-characters';
  await using everywhere = await exploreTestLibrary(library, '0.0.0.0', { exploreToken: token });
  const headers = { Authorization: `Bearer ${token}` };
  const { port } = new URL(everywhere.url);
  const addresses = Object.values(networkInterfaces()).flatMap((of = []) =>
    of.filter(({ family }) => family === 'IPv4').map(({ address }) => address),
  );
  expect(addresses.length).toBeGreaterThan(0);
  for (const address of [...addresses, '0.0.0.0'])
    expect((await fetch(`http://${address}:${port}/api/v1/library`, { headers })).status).toBe(200);
  expect(await rawResponse(`GET /api/v1/library HTTP/1.1\r\nHost: evil.example:${port}`, everywhere.url)).toMatch(
    /^HTTP\/1\.1 403 /u,
  );
});

test('it answers to a listed host name as well', async () => {
  await using named = await exploreTestLibrary(library, '127.0.0.1', { exploreHostnames: ['soundalike'] });
  const { port } = new URL(named.url);
  const statusFor = async (host: string): Promise<string> =>
    (await rawResponse(`GET /api/v1/library HTTP/1.1\r\nHost: ${host}`, named.url)).slice(9, 12);
  expect(await statusFor(`soundalike:${port}`)).toBe('200');
  expect(await statusFor(`another:${port}`)).toBe('403');
});

test('every response, including refusals, has the content security policy', async () => {
  const answers = await Promise.all(
    ['/', '/api/v1/library', `/media/${library.tracks[0]!.id}`, '/nowhere'].map((path) => get(path)),
  );
  const refused = await rawResponse('GET / HTTP/1.1\r\nHost: evil.example');
  for (const answer of answers) {
    expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self';/u);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  }
  expect(refused).toMatch(/content-security-policy: default-src 'none'/iu);
  expect((await fetch(server.url, { method: 'POST' })).status).toBe(405);
});

test('reports an empty library, and finds the library when it is indexed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'explore-empty-'));
  const storePath = join(folder, 'store.db');
  await mkdir(join(folder, 'dataset'));
  {
    await using empty = await exploreTestLibrary({ datasetDir: join(folder, 'dataset'), storePath });
    const state = async (): Promise<unknown> => (await fetch(new URL('/api/v1/library', empty.url))).json();
    expect(await state()).toEqual({ state: 'empty', uploads: false });
    expect((await fetch(empty.url)).status).toBe(200);
    await using store = await openSqliteStore({ path: storePath, space: TEST_SPACE, create: true });
    await store.upsert(library.tracks.slice(0, 3));
    await store.serve();
    expect(await state()).toMatchObject({ state: 'ready', tracks: 3 });
  }
  await rm(folder, { recursive: true });
});
