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
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { samplePairSimilarities } from '@soundalike/catalog';
import { clusteredVectors, testSpace, testTrack } from '@soundalike/catalog/testing';
import { openSqliteStore } from '@soundalike/sqlite-store';
import { TEST_ALBUMS } from './test-albums.ts';
import { testMp3 } from './test-mp3.ts';
/** The space of the test library. */
export const TEST_SPACE = testSpace();
/** Writes the test albums as tagged MP3 files, and a SQLite store of their tracks: those of one album are near each other. @param seconds length of a track */
export async function writeTestLibrary(seconds) {
  const env_1 = { stack: [], error: void 0, hasError: false };
  try {
    const folder = await mkdtemp(join(tmpdir(), 'explore-'));
    const datasetDir = join(folder, 'dataset');
    const storePath = join(folder, 'store.db');
    const tracks = testLibraryTracks(seconds);
    for (const [index, track] of tracks.entries()) {
      const album = TEST_ALBUMS[Math.floor(index / 4)];
      const file = join(datasetDir, track.paths[0].path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, await testMp3(album, index % 4, seconds));
    }
    const store = __addDisposableResource(
      env_1,
      await openSqliteStore({ path: storePath, space: TEST_SPACE, create: true }),
      true,
    );
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
  } catch (e_1) {
    env_1.error = e_1;
    env_1.hasError = true;
  } finally {
    const result_1 = __disposeResources(env_1);
    if (result_1) await result_1;
  }
}
function testLibraryTracks(seconds) {
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
        durationSeconds: seconds,
        paths: [{ path: `${artist}/${name}/0${n + 1} ${title}.mp3`, size: 1, mtimeMs: 1 }],
        embedding: vectors[n],
      }),
    );
  });
}
