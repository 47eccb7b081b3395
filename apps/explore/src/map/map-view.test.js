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
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { testSpace, testTracks } from '@soundalike/catalog/testing';
import { openSqliteStore } from '@soundalike/sqlite-store';
import { mapView } from './map-view.ts';
test('the map of another space is not shown for that of the space that is read', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'map-view-'));
  const space = testSpace();
  const tracks = testTracks(3, space);
  {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
      const store = __addDisposableResource(
        env_1,
        await openSqliteStore({ path: join(folder, 'store.db'), space, create: true }),
        true,
      );
      await store.upsert(tracks);
      const points = tracks.map(({ id }, n) => ({ id, x: n, y: n }));
      const keeper = (spaceId) => ({
        map: { spaceId, laidOut: 3, placed: 0, points },
        progress: null,
        takeFailure: () => null,
        update: vi.fn(),
      });
      const other = keeper('cnn14-another-v1-f32');
      expect(await mapView(store, other)).toMatchObject({ state: 'computing' });
      expect(other.update).toHaveBeenCalledTimes(1);
      const own = keeper(space.id);
      expect(await mapView(store, own)).toMatchObject({ state: 'ready', columns: { x: [0, 1, 2] } });
      expect(own.update).not.toHaveBeenCalled();
    } catch (e_1) {
      env_1.error = e_1;
      env_1.hasError = true;
    } finally {
      const result_1 = __disposeResources(env_1);
      if (result_1) await result_1;
    }
  }
  await rm(folder, { recursive: true });
});
