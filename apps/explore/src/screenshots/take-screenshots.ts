import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { SoundalikeError } from '@soundalike/errors';
import { samplePairSimilarities } from '@soundalike/catalog';
import { openSqliteStore } from '@soundalike/sqlite-store';
import { findChromium, launchBrowser } from '../testing/launch-browser.ts';
import { TEST_SPACE, exploreTestLibrary, writeTestLibrary } from '../testing/test-library.ts';
import { inventedTracks } from './invented-tracks.ts';

/** Takes the screenshots for the README: `npx node apps/explore/src/screenshots/take-screenshots.ts`. */
const IMAGES = fileURLToPath(new URL('../../../../docs/images', import.meta.url));
const INVENTED = 1_600;
const DESKTOP: BrowserContextOptions = { viewport: { width: 1200, height: 750 } };
const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 800 }, isMobile: true, hasTouch: true };

const chromium = findChromium();
if (chromium === null)
  throw new SoundalikeError('CONFIG_INVALID', 'no Chromium on PATH; install it to take screenshots');
await mkdir(IMAGES, { recursive: true });

await using library = await writeTestLibrary(20);
{
  await using store = await openSqliteStore({ path: library.storePath, space: TEST_SPACE });
  await store.upsert(inventedTracks(INVENTED));
  await store.writePairSimilarities(await samplePairSimilarities(store));
}
await using server = await exploreTestLibrary(library);
const browser = await launchBrowser(chromium);
try {
  const idOf = (title: string): string => library.tracks.find((each) => each.title === title)!.id;
  const addressOf = (path: string): string => new URL(path, server.url).href;
  const track = addressOf(`/track/${idOf('Still Water')}`);
  await takeScreenshot(browser, 'light', track, { ...DESKTOP, colorScheme: 'light' }, playFor);
  await takeScreenshot(browser, 'dark', track, { ...DESKTOP, colorScheme: 'dark' }, playFor);
  await takeScreenshot(browser, 'phone', track, { ...PHONE, colorScheme: 'light' }, (page) =>
    page.locator('.waveform').waitFor(),
  );
  const answered = (page: Page): Promise<void> => page.locator('.rows .row').nth(3).waitFor();
  const journey = addressOf(`/journey?from=${idOf('Thaw')}&to=${idOf('Zero Crossing')}`);
  await takeScreenshot(browser, 'journey', journey, { ...DESKTOP, colorScheme: 'light' }, answered);
  const blend = addressOf(`/like?like=${idOf('Still Water')}&like=${idOf('Hay and Rain')}&unlike=${idOf('Carrier')}`);
  await takeScreenshot(browser, 'blend', blend, { ...DESKTOP, colorScheme: 'dark' }, answered);
  const artist = addressOf('/artist?name=Mira%20Solberg');
  await takeScreenshot(browser, 'artist', artist, { ...PHONE, colorScheme: 'dark' }, answered);
  await takeScreenshot(browser, 'map', server.url, { ...DESKTOP, colorScheme: 'dark' }, async (page) => {
    await page.locator('.map-canvas').waitFor();
    await page.getByText('Genre', { exact: true }).click();
    await hoverOverPoint(page);
  });
} finally {
  await browser.close();
}

async function hoverOverPoint(page: Page): Promise<void> {
  for (let x = 800; x < 1_000 && (await page.locator('.map-card-hover').count()) === 0; x += 7)
    await page.mouse.move(x, 330);
}

async function playFor(page: Page): Promise<void> {
  await page.locator('.map-card-seed').waitFor();
  await page.locator('.track-play .play').click();
  await page.waitForFunction(() => (document.querySelector('audio')?.currentTime ?? 0) > 6);
}

async function takeScreenshot(
  browserInUse: Browser,
  name: string,
  address: string,
  options: BrowserContextOptions,
  prepare: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await browserInUse.newContext(options);
  const page = await context.newPage();
  await page.goto(address);
  await prepare(page);
  // Covers and the final drawing of the map appear a moment later.
  await page.waitForTimeout(1_500);
  await page.screenshot({ path: join(IMAGES, `explore-${name}.png`) });
  await context.close();
}
