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
import { parentPort, workerData } from 'node:worker_threads';
import { reasonOf } from '@soundalike/catalog';
import { openRecords, openStore } from '@soundalike/settings';
import { readMap, writeMap } from './stored-map.ts';
import { updateMap } from './update-map.ts';
const { settings, anew } = workerData;
const say = (message) => parentPort?.postMessage(message);
async function storedMap() {
  const env_2 = { stack: [], error: void 0, hasError: false };
  try {
    const records = __addDisposableResource(env_2, await openRecords(settings, { readOnly: true }), true);
    return await readMap(records, store.space.id);
  } catch (e_2) {
    env_2.error = e_2;
    env_2.hasError = true;
  } finally {
    const result_2 = __disposeResources(env_2);
    if (result_2) await result_2;
  }
}
async function keepMap() {
  const env_3 = { stack: [], error: void 0, hasError: false };
  try {
    const records = __addDisposableResource(env_3, await openRecords(settings), true);
    await writeMap(records, map);
  } catch (e_3) {
    env_3.error = e_3;
    env_3.hasError = true;
  } finally {
    const result_3 = __disposeResources(env_3);
    if (result_3) await result_3;
  }
}
var store, stored, map;
const env_1 = { stack: [], error: void 0, hasError: false };
try {
  store = __addDisposableResource(env_1, await openStore(settings), true);
  stored = anew ? null : await storedMap();
  map = await updateMap(store, stored, (progress) => say({ type: 'progress', progress }));
  say({ type: 'done', map });
  if (map !== stored) {
    // The map can be seen all the same; it is made again the next time.
    await keepMap().catch((error) => say({ type: 'warning', reason: reasonOf(error) }));
  }
} catch (e_1) {
  env_1.error = e_1;
  env_1.hasError = true;
} finally {
  const result_1 = __disposeResources(env_1);
  if (result_1) await result_1;
}
