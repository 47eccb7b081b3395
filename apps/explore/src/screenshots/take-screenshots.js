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
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CatalogError, samplePairSimilarities } from '@soundalike/catalog';
import { openSqliteStore } from '@soundalike/sqlite-store';
import { exploreTestLibrary } from '../testing/explore-test-library.ts';
import { findChromium, launchBrowser } from '../testing/launch-browser.ts';
import { TEST_SPACE, writeTestLibrary } from '../testing/test-library.ts';
import { inventedTracks } from './invented-tracks.ts';
/** Takes the screenshots of the README: `npx node apps/explore/src/screenshots/take-screenshots.ts`. */
const IMAGES = fileURLToPath(new URL('../../../../docs/images', import.meta.url));
const INVENTED = 1_600;
const DESKTOP = { viewport: { width: 1200, height: 750 } };
const PHONE = { viewport: { width: 390, height: 800 }, isMobile: true, hasTouch: true };
const chromium = findChromium();
if (chromium === null) throw new CatalogError('CONFIG_INVALID', 'screenshots: expected a Chromium on PATH, got none');
await mkdir(IMAGES, { recursive: true });
async function hoverOverSome(page) {
  for (let x = 800; x < 1_000 && (await page.locator('.map-card-hover').count()) === 0; x += 7)
    await page.mouse.move(x, 330);
}
async function playFor(page) {
  await page.locator('.map-card-seed').waitFor();
  await page.locator('.track-play .play').click();
  await page.waitForFunction(() => (document.querySelector('audio')?.currentTime ?? 0) > 6);
}
async function shoot(browserInUse, name, address, options, prepare) {
  const context = await browserInUse.newContext(options);
  const page = await context.newPage();
  await page.goto(address);
  await prepare(page);
  // Covers and the finest drawing of the map come a moment later.
  await page.waitForTimeout(1_500);
  await page.screenshot({ path: join(IMAGES, `explore-${name}.png`) });
  await context.close();
}
var library, server, browser;
const env_1 = { stack: [], error: void 0, hasError: false };
try {
  library = __addDisposableResource(env_1, await writeTestLibrary(20), true);
  {
    const env_2 = { stack: [], error: void 0, hasError: false };
    try {
      const store = __addDisposableResource(
        env_2,
        await openSqliteStore({ path: library.storePath, space: TEST_SPACE }),
        true,
      );
      await store.upsert(inventedTracks(INVENTED));
      await store.writePairSimilarities(await samplePairSimilarities(store));
    } catch (e_1) {
      env_2.error = e_1;
      env_2.hasError = true;
    } finally {
      const result_1 = __disposeResources(env_2);
      if (result_1) await result_1;
    }
  }
  server = __addDisposableResource(env_1, await exploreTestLibrary(library), true);
  browser = await launchBrowser(chromium);
  try {
    const track = new URL(`/track/${library.tracks.find(({ title }) => title === 'Still Water').id}`, server.url).href;
    await shoot(browser, 'light', track, { ...DESKTOP, colorScheme: 'light' }, playFor);
    await shoot(browser, 'dark', track, { ...DESKTOP, colorScheme: 'dark' }, playFor);
    await shoot(
      browser,
      'phone',
      track,
      { ...PHONE, colorScheme: 'light' },
      async (page) => void (await page.locator('.waveform').waitFor()),
    );
    await shoot(browser, 'map', server.url, { ...DESKTOP, colorScheme: 'dark' }, async (page) => {
      await page.locator('.map-canvas').waitFor();
      await page.getByText('Genre', { exact: true }).click();
      await hoverOverSome(page);
    });
  } finally {
    await browser.close();
  }
} catch (e_2) {
  env_1.error = e_2;
  env_1.hasError = true;
} finally {
  const result_2 = __disposeResources(env_1);
  if (result_2) await result_2;
}
