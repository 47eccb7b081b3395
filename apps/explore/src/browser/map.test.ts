import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { findChromium, launchBrowser } from '../testing/launch-browser.ts';
import { axeViolations, DESKTOP, PHONE } from '../testing/page-session.ts';
import { exploreTestLibrary, writeTestLibrary } from '../testing/test-library.ts';
import type { TestLibrary } from '../testing/test-library.ts';
import type { RunningServer } from '../server/listen.ts';

const chromium = findChromium();
/** With less motion the map jumps to where it would glide. */
const STILL: BrowserContextOptions = { ...DESKTOP, reducedMotion: 'reduce' };

describe.skipIf(chromium === null)(
  `the map in a real browser${chromium === null ? ' (skipped: no Chromium on PATH)' : ''}`,
  () => {
    let library: TestLibrary;
    let server: RunningServer;
    let browser: Browser;
    let context: BrowserContext;
    let complaints: string[];

    beforeAll(async () => {
      library = await writeTestLibrary(2);
      server = await exploreTestLibrary(library);
      browser = await launchBrowser(chromium!);
    });
    afterAll(async () => {
      await browser.close();
      await server[Symbol.asyncDispose]();
      await library[Symbol.asyncDispose]();
    });
    afterEach(async () => {
      await context.close();
      expect(complaints).toEqual([]);
    });

    async function open(path: string, options: BrowserContextOptions = STILL): Promise<Page> {
      complaints = [];
      context = await browser.newContext(options);
      context.on('console', (message) => message.type() === 'error' && complaints.push(`console: ${message.text()}`));
      context.on('weberror', (error) => complaints.push(`error: ${error.error().message}`));
      const page = await context.newPage();
      await page.goto(new URL(path, server.url).href);
      await page.locator('.map-canvas[data-loaded="24"]').waitFor();
      return page;
    }
    const addressOf = (title: string): string => `/track/${library.tracks.find((track) => track.title === title)!.id}`;
    const shownCard = (page: Page, kind: 'seed' | 'hover') => page.locator(`.map-card-${kind}[data-shown="true"]`);
    /** Place of a card's point in the map. */
    const placeOf = (page: Page, kind: 'seed' | 'hover'): Promise<[number, number]> =>
      shownCard(page, kind).evaluate((card) => [
        Number.parseFloat(card.style.getPropertyValue('--x')),
        Number.parseFloat(card.style.getPropertyValue('--y')),
      ]);
    /** Drag the map so that a point comes to a place. */
    async function drag(page: Page, from: readonly [number, number], to: readonly [number, number]): Promise<void> {
      const { x, y } = (await page.locator('.map-canvas').boundingBox())!;
      // Begin anywhere else than on the point, which a click would open.
      await page.mouse.move(x + 40, y + 40);
      await page.mouse.down();
      await page.mouse.move(x + 40 + to[0] - from[0], y + 40 + to[1] - from[1], { steps: 4 });
      await page.mouse.up();
    }

    test('the card of a point at any edge is not cut, is next to the point, and is above the buttons', async () => {
      const page = await open(addressOf('After the Rain'));
      await shownCard(page, 'seed').waitFor();
      const map = (await page.locator('.map-canvas').boundingBox())!;
      const edges = [
        [0.5, 0],
        [1, 0],
        [1, 0.5],
        [0.5, 1],
        [0, 1],
        [0, 0.5],
      ] as const;
      for (const [across, down] of edges) {
        const inside = (share: number, length: number): number => Math.max(6, Math.min(length - 6, share * length));
        const edge = [inside(across, map.width), inside(down, map.height)] as const;
        await drag(page, await placeOf(page, 'seed'), edge);
        await page.mouse.move(map.x + edge[0], map.y + edge[1]);
        const card = shownCard(page, 'hover');
        await card.filter({ hasText: 'After the Rain' }).waitFor();
        const box = (await card.boundingBox())!;
        const [left, top] = [box.x - map.x, box.y - map.y];
        expect(Math.min(left, top)).toBeGreaterThanOrEqual(0);
        expect(left + box.width).toBeLessThanOrEqual(map.width);
        expect(top + box.height).toBeLessThanOrEqual(map.height);
        const [x, y] = await placeOf(page, 'hover');
        const dx = Math.max(left - x, x - (left + box.width), 0);
        const dy = Math.max(top - y, y - (top + box.height), 0);
        expect(Math.hypot(dx, dy)).toBeLessThan(40);
        const layers = await page.evaluate(() =>
          ['.map-card-hover', '.map-buttons'].map((part) =>
            Number(getComputedStyle(document.querySelector(part)!).zIndex),
          ),
        );
        expect(layers[0]).toBeGreaterThan(layers[1]!);
        // The label of the open track comes back when the pointer is elsewhere.
        await page.mouse.move(map.x + map.width / 2, map.y + map.height / 2);
        await shownCard(page, 'seed').waitFor();
      }
    });

    test('on a phone a tap shows the card of a point, entirely visible, and a tap elsewhere does nothing', async () => {
      const page = await open('/map', PHONE);
      await page.locator('.map-canvas').focus();
      await page.keyboard.press('ArrowRight');
      await shownCard(page, 'hover').waitFor();
      const [x, y] = await placeOf(page, 'hover');
      const map = (await page.locator('.map-canvas').boundingBox())!;
      await page.keyboard.press('Escape');
      await shownCard(page, 'hover').waitFor({ state: 'detached' });
      await page.touchscreen.tap(map.x + x, map.y + y);
      await shownCard(page, 'hover').waitFor();
      const box = (await shownCard(page, 'hover').boundingBox())!;
      expect(box.x).toBeGreaterThanOrEqual(map.x);
      expect(box.x + box.width).toBeLessThanOrEqual(map.x + map.width);
      const playing = await page.locator('.player').innerText();
      await page.touchscreen.tap(map.x + 3, map.y + map.height - 3);
      await shownCard(page, 'hover').waitFor({ state: 'detached' });
      expect(await page.locator('.player').innerText()).toContain(playing.split('\n')[0]);
      expect(new URL(page.url()).pathname).toBe('/map');
    });

    test('arrow keys go from track to track and say which one, Enter opens it, and other keys zoom', async () => {
      const page = await open(addressOf('Granite'));
      await shownCard(page, 'seed').waitFor();
      const canvas = page.locator('.map-canvas');
      const spoken = page.locator('.map [role="status"]');
      await canvas.focus();
      await page.keyboard.press('ArrowRight');
      await expect.poll(() => spoken.innerText()).toMatch(/^Granite, Fjord · Mira Solberg/u);
      const heard = new Set<string>();
      for (const key of ['ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowUp', 'ArrowUp', 'ArrowRight']) {
        const before = await placeOf(page, 'hover');
        await page.keyboard.press(key);
        await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
        await expect.poll(() => spoken.innerText()).not.toBe('');
        heard.add(await spoken.innerText());
        const after = await placeOf(page, 'hover');
        if (key === 'ArrowRight') expect(after[0]).toBeGreaterThanOrEqual(before[0]);
        if (key === 'ArrowLeft') expect(after[0]).toBeLessThanOrEqual(before[0]);
      }
      expect(heard.size).toBeGreaterThan(1);
      // Zooming keeps the chosen track where it is, and moves the others.
      const seedX = (): Promise<string> =>
        page.locator('.map-card-seed').evaluate((card) => card.style.getPropertyValue('--x'));
      if ((await spoken.innerText()).startsWith('Granite')) await page.keyboard.press('ArrowDown');
      const [chosenX, otherX] = [(await placeOf(page, 'hover'))[0], await seedX()];
      await page.keyboard.press('+');
      await expect.poll(seedX).not.toBe(otherX);
      expect((await placeOf(page, 'hover'))[0]).toBeCloseTo(chosenX, 0);
      await page.keyboard.press('0');
      await expect.poll(seedX).toBe(otherX);
      const title = (await spoken.innerText()).split(',')[0]!;
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: title }).waitFor();
    });

    test.each([
      ['light', [255, 255, 255]],
      ['dark', [27, 26, 24]],
    ] as const)('the ground between the points is that of the page: %s', async (colorScheme, ground) => {
      const page = await open('/', { ...STILL, colorScheme });
      const corner = (): Promise<number[]> =>
        page
          .locator('.map-canvas')
          .evaluate((canvas: HTMLCanvasElement) => [
            ...canvas.getContext('2d')!.getImageData(2, 2, 1, 1).data.slice(0, 3),
          ]);
      await expect.poll(corner).toEqual(ground);
    });

    test('a click between the points opens nothing, and the mouse does not take the keys', async () => {
      const page = await open('/');
      const map = (await page.locator('.map-canvas').boundingBox())!;
      await page.mouse.click(map.x + 3, map.y + 3);
      expect(new URL(page.url()).pathname).toBe('/');
      expect(await page.evaluate(() => document.activeElement?.className)).not.toContain('map-canvas');
    });

    test('if only a part of the map arrives, the page says so, keeps it, and loads the rest when asked', async () => {
      const page = await open('/');
      await page.route('**/api/v1/map/points*', (route) => route.abort());
      await page.reload();
      await page.locator('.map .trouble').waitFor();
      complaints = complaints.filter((complaint) => !complaint.includes('net::ERR_FAILED'));
      await page.unroute('**/api/v1/map/points*');
      await page.locator('.map').getByRole('button', { name: 'Try again' }).click();
      await page.locator('.map-canvas[data-loaded="24"]').waitFor();
      await page.locator('.map .trouble').waitFor({ state: 'detached' });
    });

    test('if the server has a newer map, it is loaded, and its points have their names', async () => {
      const page = await open('/');
      const changed = { type: 'about:blank', title: 'Not found', status: 404, detail: '', code: 'MAP_CHANGED' };
      await page.route(
        '**/api/v1/map/tracks*',
        (route) => route.fulfill({ status: 404, contentType: 'application/problem+json', json: changed }),
        { times: 1 },
      );
      const asked = page.waitForRequest((request) => request.url().endsWith('/api/v1/map'));
      await page.locator('.map-canvas').focus();
      await page.keyboard.press('ArrowDown');
      await asked;
      complaints = complaints.filter((complaint) => !complaint.includes('404'));
      await page.keyboard.press('ArrowDown');
      await shownCard(page, 'hover').waitFor();
    });

    test('a journey is drawn from its first to its last song, entirely in view, and goes with its page', async () => {
      const [from, to] = ['First Snow', 'Undertow'].map((title) => addressOf(title).split('/').at(-1)!);
      const page = await open(`/journey?from=${from}&to=${to}`);
      for (const title of ['First Snow', 'Undertow'])
        await shownCard(page, 'seed').filter({ hasText: title }).waitFor();
      const accent = (): Promise<number> =>
        page.locator('.map-marks').evaluate((canvas: HTMLCanvasElement) => {
          const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
          let count = 0;
          for (let at = 0; at < data.length; at += 4)
            if (data[at] === 185 && data[at + 1] === 60 && data[at + 2] === 11 && data[at + 3] === 255) count++;
          return count;
        });
      // Two discs with numbers are more than 400 pixels; the way between them is longer.
      await expect.poll(accent).toBeGreaterThan(600);
      const placeOf = async () => JSON.stringify(await page.locator('.map-card-seed').first().boundingBox());
      const before = await placeOf();
      await page.setViewportSize({ width: 1000, height: 640 });
      await expect.poll(placeOf).not.toBe(before);
      // The view is smaller, and the journey still entirely in it.
      expect(await shownCard(page, 'seed').count()).toBe(2);
      await page.getByRole('link', { name: 'soundalike' }).click();
      await shownCard(page, 'seed').first().waitFor({ state: 'detached' });
      await expect.poll(accent).toBe(0);
    });

    test('songs like and unlike are marked and all in view', async () => {
      const ids = ['Thaw', 'Carrier', 'Lantern'].map((title) => addressOf(title).split('/').at(-1)!);
      const page = await open(`/like?like=${ids[0]}&like=${ids[1]}&unlike=${ids[2]}`);
      for (const title of ['Thaw', 'Carrier']) await shownCard(page, 'seed').filter({ hasText: title }).waitFor();
    });

    test.each([
      ['light', STILL, '/'],
      ['dark', PHONE, '/map'],
    ] as const)('axe finds no violations while a point is chosen: %s', async (colorScheme, device, path) => {
      const page = await open(path, { ...device, colorScheme, bypassCSP: true });
      await page.locator('.map-canvas').focus();
      await page.keyboard.press('ArrowDown');
      await shownCard(page, 'hover').waitFor();
      expect(await axeViolations(page)).toEqual([]);
    });
  },
);
