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
import { createLogger } from '@soundalike/command-line';
import { keepServedStore } from '@soundalike/settings';
import { builtPage } from '../build/build-page.ts';
import { MapKeeper } from '../map/map-keeper.ts';
import { Waveforms } from '../media/waveforms.ts';
import { createApp } from './create-app.ts';
import { listen } from './listen.ts';
/** Longest that one answer of the store may take, ms. */
const STORE_TIMEOUT_MS = 60_000;
/** Starts the page over the configured store, whether anything is in there yet or not. @throws `CONFIG_INVALID` */
export async function startExplore(settings, options) {
  const env_1 = { stack: [], error: void 0, hasError: false };
  try {
    const logger = createLogger('explore');
    const pageDir = await builtPage(options.onBuild);
    const closing = new AbortController();
    const parts = __addDisposableResource(env_1, new AsyncDisposableStack(), true);
    parts.defer(() => closing.abort());
    const library = keepServedStore(settings, { useTimeoutMs: STORE_TIMEOUT_MS });
    parts.defer(() => library.close());
    const maps = parts.use(new MapKeeper(settings, logger));
    const waveforms = new Waveforms(settings.ffmpegPath, closing.signal);
    const app = createApp({ library, datasetDir: settings.datasetDir, pageDir, waveforms, maps, logger });
    const server = parts.use(await listen(app, options.address, options.port));
    if (options.newMap) maps.update(true);
    const all = parts.move();
    return { url: server.url, [Symbol.asyncDispose]: () => all.disposeAsync() };
  } catch (e_1) {
    env_1.error = e_1;
    env_1.hasError = true;
  } finally {
    const result_1 = __disposeResources(env_1);
    if (result_1) await result_1;
  }
}
