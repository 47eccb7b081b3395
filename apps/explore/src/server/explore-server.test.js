var __addDisposableResource =
  (this && this.__addDisposableResource) ||
  function (env, value, async) {
    if (value !== null && value !== void 0) {
      if (typeof value !== 'object' && typeof value !== 'function') throw new TypeError('Object expected.');
      var dispose, inner;
      if (async) {
        if (!Symbol.asyncDispose) throw new TypeError('Symbol.asyncDispose is not defined.');
        dispose = value[Symbol.asyncDispose];
      }
      if (dispose === void 0) {
        if (!Symbol.dispose) throw new TypeError('Symbol.dispose is not defined.');
        dispose = value[Symbol.dispose];
        if (async) inner = dispose;
      }
      if (typeof dispose !== 'function') throw new TypeError('Object not disposable.');
      if (inner)
        dispose = function () {
          try {
            inner.call(this);
          } catch (e) {
            return Promise.reject(e);
          }
        };
      env.stack.push({ value: value, dispose: dispose, async: async });
    } else if (async) {
      env.stack.push({ async: true });
    }
    return value;
  };
var __disposeResources =
  (this && this.__disposeResources) ||
  (function (SuppressedError) {
    return function (env) {
      function fail(e) {
        env.error = env.hasError ? new SuppressedError(e, env.error, 'An error was suppressed during disposal.') : e;
        env.hasError = true;
      }
      var r,
        s = 0;
      function next() {
        while ((r = env.stack.pop())) {
          try {
            if (!r.async && s === 1) return ((s = 0), env.stack.push(r), Promise.resolve().then(next));
            if (r.dispose) {
              var result = r.dispose.call(r.value);
              if (r.async)
                return (
                  (s |= 2),
                  Promise.resolve(result).then(next, function (e) {
                    fail(e);
                    return next();
                  })
                );
            } else s |= 1;
          } catch (e) {
            fail(e);
          }
        }
        if (s === 1) return env.hasError ? Promise.reject(env.error) : Promise.resolve();
        if (env.hasError) throw env.error;
      }
      return next();
    };
  })(
    typeof SuppressedError === 'function'
      ? SuppressedError
      : function (error, suppressed, message) {
          var e = new Error(message);
          return ((e.name = 'SuppressedError'), (e.error = error), (e.suppressed = suppressed), e);
        },
  );
import { connect } from 'node:net';
import { mkdir, mkdtemp, readFile, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openSqliteStore } from '@soundalike/sqlite-store';
import { exploreTestLibrary } from '../testing/explore-test-library.ts';
import { TEST_SPACE, writeTestLibrary } from '../testing/test-library.ts';
let library;
let server;
beforeAll(async () => {
  library = await writeTestLibrary(2);
  server = await exploreTestLibrary(library);
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await library[Symbol.asyncDispose]();
});
const get = (path, headers = {}) => fetch(new URL(path, server.url), { headers });
const json = async (path) => (await get(path)).json();
const fileOf = (n) => join(library.datasetDir, library.tracks[n].paths[0].path);
/** What the server answers to these very bytes: no client tidies them up. */
async function answerTo(lines, url = server.url) {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.write(`${lines}\r\nConnection: close\r\n\r\n`);
  const parts = [];
  for await (const part of socket) parts.push(part);
  return Buffer.concat(parts).toString('latin1');
}
const ownHost = () => `Host: ${new URL(server.url).host}`;
test('says what is in the library', async () => {
  expect(await json('/api/library')).toEqual({
    state: 'ready',
    tracks: 24,
    model: TEST_SPACE.model,
    spaceId: TEST_SPACE.id,
  });
});
test('finds tracks by the words of their names', async () => {
  const found = await json('/api/search?q=orla%20blue');
  expect(found.map(({ title }) => title)).toEqual(['Blue Stairs']);
  expect(await json('/api/search?q=')).toEqual([]);
  expect((await get(`/api/search?q=${'a'.repeat(201)}`)).status).toBe(400);
});
test('offers different tracks at random', async () => {
  const offered = await json('/api/random?count=8');
  expect(new Set(offered.map(({ id }) => id)).size).toBe(8);
});
test('a track comes with its nearest neighbours, and why they are', async () => {
  const [seed] = library.tracks;
  const { track, neighbours } = await json(`/api/tracks/${seed.id}?neighbours=5`);
  expect(track).toMatchObject({ title: 'First Snow', files: ['Mira Solberg/Winter Rooms/01 First Snow.mp3'] });
  expect(neighbours).toHaveLength(5);
  expect(neighbours.slice(0, 3).map((each) => each.track.album)).toEqual([
    'Winter Rooms',
    'Winter Rooms',
    'Winter Rooms',
  ]);
  expect(neighbours[0].similarity).toBeGreaterThan(neighbours[4].similarity);
  expect(neighbours[0]).toMatchObject({ sharedTags: expect.arrayContaining(['Piano']) });
  expect(neighbours[0].percentile).toBeGreaterThan(0.5);
  expect((await get('/api/tracks/nobody')).status).toBe(404);
});
test('a waveform is drawn from the file', async () => {
  const address = `/api/tracks/${library.tracks[1].id}/waveform`;
  const { peaks } = await json(address);
  expect(peaks).toHaveLength(400);
  expect(Math.max(...peaks)).toBe(1);
  // The test pieces swell: the middle is louder than the beginning.
  expect(Math.max(...peaks.slice(150, 250))).toBeGreaterThan(1.5 * Math.max(...peaks.slice(0, 40)));
  expect(await json(address)).toEqual({ peaks });
});
test('a cover is sent as the picture it is, and a file without one is no error', async () => {
  const withCover = await get(`/cover/${library.tracks[0].id}`);
  expect(withCover.headers.get('content-type')).toBe('image/png');
  expect((await withCover.bytes()).subarray(1, 4)).toEqual(new TextEncoder().encode('PNG'));
  const techno = library.tracks.find(({ album }) => album === 'Signal');
  expect((await get(`/cover/${techno.id}`)).status).toBe(204);
});
test('audio is sent whole, in part, or not at all when the browser has it', async () => {
  const bytes = new Uint8Array(await readFile(fileOf(0)));
  const address = `/media/${library.tracks[0].id}`;
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
  const etag = whole.headers.get('etag');
  // `fetch` would ask every proxy for a fresh copy.
  expect(await answerTo(`GET ${address} HTTP/1.1\r\n${ownHost()}\r\nIf-None-Match: ${etag}`)).toMatch(
    /^HTTP\/1\.1 304 /u,
  );
  expect((await get(address, { Range: 'bytes=0-9', 'If-Range': etag })).status).toBe(206);
  expect((await get(address, { Range: 'bytes=0-9', 'If-Range': '"of before"' })).status).toBe(200);
});
test('a track whose file is gone, or has become a link out of the dataset, is not sent', async () => {
  const [gone, linked] = [library.tracks[22], library.tracks[23]];
  const secret = join(library.folder, 'secret.mp3');
  await writeFile(secret, 'secret');
  await unlink(fileOf(22));
  await unlink(fileOf(23));
  await symlink(secret, fileOf(23));
  for (const { id } of [gone, linked]) {
    for (const address of [`/media/${id}`, `/cover/${id}`, `/api/tracks/${id}/waveform`]) {
      const answer = await get(address);
      expect([address, answer.status, (await answer.text()).includes('secret')]).toEqual([address, 404, false]);
    }
  }
});
test('a path in the store that leads out of the dataset is not followed', async () => {
  const env_1 = { stack: [], error: void 0, hasError: false };
  try {
    const [track] = library.tracks;
    await writeFile(join(library.folder, 'outside.mp3'), 'secret');
    const escapes = ['../outside.mp3', 'a/../../outside.mp3', join(library.folder, 'outside.mp3')];
    const digest = (n) => `${n}`.padStart(64, 'e');
    const tracks = escapes.map((path, n) => ({
      ...track,
      id: digest(n).slice(-32),
      audioDigest: `sha256:${digest(n)}`,
      paths: [{ path, size: 6, mtimeMs: 1 }],
    }));
    const store = __addDisposableResource(
      env_1,
      await openSqliteStore({ path: library.storePath, space: TEST_SPACE }),
      true,
    );
    await store.upsert(tracks);
    for (const { id } of tracks) expect((await get(`/media/${id}`)).status).toBe(404);
    await store.delete(tracks.map(({ id }) => id));
  } catch (e_1) {
    env_1.error = e_1;
    env_1.hasError = true;
  } finally {
    const result_1 = __disposeResources(env_1);
    if (result_1) await result_1;
  }
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
])('%s finds nothing', async (path) => {
  const answer = await answerTo(`GET ${path} HTTP/1.1\r\n${ownHost()}`);
  expect(answer).toMatch(/^HTTP\/1\.1 (400|404) /u);
  expect(answer).not.toMatch(/root:|"name"|workspaces/u);
});
test('only its own name is answered to, whatever the target', async () => {
  expect(await answerTo(`GET /api/library HTTP/1.1\r\n${ownHost()}`)).toMatch(/^HTTP\/1\.1 200 /u);
  for (const host of ['evil.example', 'evil.example:80', `evil.example:${new URL(server.url).port}`, '127.0.0.1', '']) {
    expect(await answerTo(`GET /api/library HTTP/1.1\r\nHost: ${host}`)).toMatch(/^HTTP\/1\.1 403 /u);
  }
  expect(await answerTo('GET http://evil.example/api/library HTTP/1.1\r\nHost: evil.example')).toMatch(
    /^HTTP\/1\.1 403 /u,
  );
  expect(await answerTo('GET /api/library HTTP/1.1')).toMatch(/^HTTP\/1\.1 400 /u);
});
test('HEAD says what GET would, without the body', async () => {
  const env_2 = { stack: [], error: void 0, hasError: false };
  try {
    const complaints = __addDisposableResource(env_2, vi.spyOn(console, 'error'), false);
    for (const path of ['/', '/api/library', `/media/${library.tracks[0].id}`, `/cover/${library.tracks[0].id}`]) {
      const [head, whole] = await Promise.all([fetch(new URL(path, server.url), { method: 'HEAD' }), get(path)]);
      expect([head.status, head.headers.get('content-type'), await head.text()]).toEqual([
        200,
        whole.headers.get('content-type'),
        '',
      ]);
    }
    expect((await fetch(new URL('/media/none', server.url), { method: 'HEAD' })).status).toBe(404);
    expect(complaints).not.toHaveBeenCalled();
  } catch (e_2) {
    env_2.error = e_2;
    env_2.hasError = true;
  } finally {
    __disposeResources(env_2);
  }
});
test('listening everywhere, it answers to each address of the machine, and to no other name', async () => {
  const env_3 = { stack: [], error: void 0, hasError: false };
  try {
    const everywhere = __addDisposableResource(env_3, await exploreTestLibrary(library, '0.0.0.0'), true);
    const { port } = new URL(everywhere.url);
    const addresses = Object.values(networkInterfaces()).flatMap((of = []) =>
      of.filter(({ family }) => family === 'IPv4').map(({ address }) => address),
    );
    expect(addresses.length).toBeGreaterThan(0);
    for (const address of [...addresses, '0.0.0.0'])
      expect((await fetch(`http://${address}:${port}/api/library`)).status).toBe(200);
    expect(await answerTo(`GET /api/library HTTP/1.1\r\nHost: evil.example:${port}`, everywhere.url)).toMatch(
      /^HTTP\/1\.1 403 /u,
    );
  } catch (e_3) {
    env_3.error = e_3;
    env_3.hasError = true;
  } finally {
    const result_2 = __disposeResources(env_3);
    if (result_2) await result_2;
  }
});
test('every answer, refusals included, says that nothing else may be loaded', async () => {
  const answers = await Promise.all(
    ['/', '/api/library', `/media/${library.tracks[0].id}`, '/nowhere'].map((path) => get(path)),
  );
  const refused = await answerTo('GET / HTTP/1.1\r\nHost: evil.example');
  for (const answer of answers) {
    expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self';/u);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  }
  expect(refused).toMatch(/content-security-policy: default-src 'none'/iu);
  expect((await fetch(server.url, { method: 'POST' })).status).toBe(405);
});
test('before anything is indexed it says so, and finds the library once it is there', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'explore-empty-'));
  const storePath = join(folder, 'store.db');
  await mkdir(join(folder, 'dataset'));
  {
    const env_4 = { stack: [], error: void 0, hasError: false };
    try {
      const empty = __addDisposableResource(
        env_4,
        await exploreTestLibrary({ datasetDir: join(folder, 'dataset'), storePath }),
        true,
      );
      const state = async () => (await fetch(new URL('/api/library', empty.url))).json();
      expect(await state()).toEqual({ state: 'empty' });
      expect((await fetch(empty.url)).status).toBe(200);
      const store = __addDisposableResource(
        env_4,
        await openSqliteStore({ path: storePath, space: TEST_SPACE, create: true }),
        true,
      );
      await store.upsert(library.tracks.slice(0, 3));
      await store.serve();
      expect(await state()).toMatchObject({ state: 'ready', tracks: 3 });
    } catch (e_4) {
      env_4.error = e_4;
      env_4.hasError = true;
    } finally {
      const result_3 = __disposeResources(env_4);
      if (result_3) await result_3;
    }
  }
  await rm(folder, { recursive: true });
});
