import { join } from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { findChromium, launchBrowser } from '../testing/launch-browser.ts';
import { axeViolations, DESKTOP, PHONE } from '../testing/page-session.ts';
import { exploreTestLibrary, writeTestLibrary } from '../testing/test-library.ts';
import type { TestLibrary } from '../testing/test-library.ts';
import type { RunningServer } from '../server/listen.ts';

const chromium = findChromium();

describe.skipIf(chromium === null)(
  `the page in a real browser${chromium === null ? ' (skipped: no Chromium on PATH)' : ''}`,
  () => {
    let library: TestLibrary;
    let server: RunningServer;
    let browser: Browser;
    let context: BrowserContext;
    /** Unwanted events: messages on the console, errors, and requests to other hosts. */
    let complaints: string[];

    beforeAll(async () => {
      library = await writeTestLibrary(6);
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

    async function open(
      path: string,
      options: BrowserContextOptions = DESKTOP,
      target: RunningServer = server,
    ): Promise<Page> {
      complaints = [];
      context = await browser.newContext(options);
      context.on(
        'console',
        (message) => ['error', 'warning'].includes(message.type()) && complaints.push(`console: ${message.text()}`),
      );
      context.on('weberror', (error) => complaints.push(`error: ${error.error().message}`));
      context.on(
        'request',
        (request) =>
          new URL(request.url()).host !== new URL(target.url).host && complaints.push(`request: ${request.url()}`),
      );
      const page = await context.newPage();
      await page.goto(new URL(path, target.url).href);
      return page;
    }
    const idOf = (title: string): string => library.tracks.find((track) => track.title === title)!.id;
    const addressOf = (title: string): string => `/track/${idOf(title)}`;
    const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });
    /** Wait for the heading, and for the key handler, which is registered after the page is drawn. */
    const waitForKeys = async (page: Page, name: string): Promise<void> => {
      await heading(page, name).waitFor();
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(() => setTimeout(done)))));
    };
    const secondsPlayed = (page: Page): Promise<number> =>
      page.evaluate(() => document.querySelector('audio')?.currentTime ?? -1);
    const waitUntilPlaying = (page: Page) =>
      page.waitForFunction(() => (document.querySelector('audio')?.currentTime ?? 0) > 0.4);

    test('search works by keyboard: / focuses, typing finds, arrows choose, Enter opens', async () => {
      const page = await open('/');
      await waitForKeys(page, 'What sounds like this?');
      await page.keyboard.press('/');
      // Inserted in one step: each pause would start a separate search.
      await page.keyboard.insertText('mira sol');
      await page.getByRole('option').nth(7).waitFor();
      expect(await page.getByRole('option').count()).toBe(8);
      const second = await page.getByRole('option').nth(1).locator('.row-title').textContent();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await heading(page, second!).waitFor();
      expect(page.url()).toContain(idOf(second!));

      await page.keyboard.press('/');
      // R and D are shortcuts elsewhere, but letters in this field.
      await page.keyboard.type('red order of nothing');
      await page.getByText('Nothing found for').waitFor();
      await page.keyboard.press('Escape');
    });

    test('the page of a track shows its tags, sound tags, and neighbours with reasons', async () => {
      const page = await open(addressOf('Blue Stairs'));
      await heading(page, 'Blue Stairs').waitFor();
      const text = await page.locator('.pane').innerText();
      for (const expected of ['Órla Vance Trio', 'Late Set · 2008 · 0:06', 'Jazz', 'Double bass', '0.46'])
        expect(text).toContain(expected);
      const rows = page.locator('.track ol > li');
      expect(await rows.count()).toBe(10);
      const nearest = await rows.first().innerText();
      expect(nearest).toContain('Late Set');
      expect(nearest).toMatch(/0\.9\d\d/u);
      expect(nearest).toMatch(/closer than \d+\.\d% of pairs · both: Jazz, Double bass, Piano, Cymbal/u);
      await page.getByRole('button', { name: 'Show more' }).click();
      await expect.poll(() => rows.count()).toBeGreaterThan(10);
    });

    test('audio plays: the position advances, Space pauses, the waveform seeks, a neighbour plays in place', async () => {
      const page = await open(addressOf('Night Ferry'));
      await waitForKeys(page, 'Night Ferry');
      await page.keyboard.press(' ');
      await waitUntilPlaying(page);
      // So slow that the track does not end while the machine is busy.
      await page.evaluate(() => void (document.querySelector('audio')!.playbackRate = 0.25));
      const earlier = await secondsPlayed(page);
      await page.waitForFunction((before) => document.querySelector('audio')!.currentTime > before + 0.2, earlier);
      await page.keyboard.press(' ');
      await page.getByRole('region', { name: 'Player' }).getByRole('button', { name: 'Play Night Ferry' }).waitFor();

      const waveform = page.getByRole('slider', { name: 'Waveform' });
      await page.waitForFunction(() => {
        const canvas = document.querySelector<HTMLCanvasElement>('.waveform canvas')!;
        return canvas
          .getContext('2d')!
          .getImageData(0, 0, canvas.width, canvas.height)
          .data.some((value) => value > 0);
      });
      const { width, height } = (await waveform.boundingBox())!;
      await waveform.click({ position: { x: width / 2, y: height / 2 } });
      await page.waitForFunction(() => document.querySelector('audio')!.currentTime > 3);
      expect(await secondsPlayed(page)).toBeLessThan(5);

      const neighbour = page.locator('.track ol > li').first();
      const title = await neighbour.locator('.row-title').innerText();
      await neighbour.getByRole('button', { name: `Play ${title}` }).click();
      await page.waitForFunction((id) => document.querySelector('audio')!.src.endsWith(id), idOf(title));
      await waitUntilPlaying(page);
      expect(await heading(page, 'Night Ferry').isVisible()).toBe(true);
      // The track continues on the next page.
      await page.getByRole('link', { name: 'soundalike' }).click();
      await heading(page, 'What sounds like this?').waitFor();
      expect(await secondsPlayed(page)).toBeGreaterThan(0);
    });

    test('a random seed opens a track of the library, and another draw another track', async () => {
      const page = await open('/');
      await page.getByRole('button', { name: 'Random song' }).first().click();
      await page.locator('.track').waitFor();
      const seen = new Set([page.url()]);
      for (let draw = 0; draw < 12 && seen.size < 2; draw++) {
        await page.locator('.track-head h1').click();
        const drawn = page.waitForResponse((response) => response.url().includes('/api/v1/random'));
        await page.keyboard.press('r');
        const { tracks } = (await (await drawn).json()) as { tracks: [{ id: string }] };
        await page.waitForURL(`**/track/${tracks[0].id}`);
        seen.add(page.url());
      }
      expect(seen.size).toBeGreaterThan(1);
      expect(library.tracks.map(({ id }) => id)).toContain(page.url().split('/').at(-1));
    });

    test('hovering over a point of the map shows its track, and a click opens and plays it', async () => {
      const page = await open('/');
      await page.locator('.map-canvas').waitFor();
      for (const title of ['Crow Road', 'Zero Crossing', 'Thaw']) {
        // The mark of the open track has the position of its point.
        await page.goto(new URL(addressOf(title), server.url).href);
        const mark = page.locator('.map-card-seed', { hasText: title });
        await mark.waitFor();
        const at = await mark.evaluate((element) =>
          [element.style.getPropertyValue('--x'), element.style.getPropertyValue('--y')].map(Number.parseFloat),
        );
        await page.getByRole('link', { name: 'soundalike' }).click();
        await mark.waitFor({ state: 'detached' });
        const canvas = (await page.locator('.map-canvas').boundingBox())!;
        await page.mouse.move(canvas.x + at[0]!, canvas.y + at[1]!);
        await page.locator('.map-card-hover strong', { hasText: title }).waitFor();
        await page.mouse.click(canvas.x + at[0]!, canvas.y + at[1]!);
        await heading(page, title).waitFor();
        expect(page.url()).toContain(idOf(title));
        await waitUntilPlaying(page);
      }
    });

    test('the map has the colours of its legend, which follows the chosen facet; zooming moves the points', async () => {
      const page = await open(addressOf('Lantern'));
      await page.locator('.map-card-seed').waitFor();
      const legend = page.locator('.legend li');
      expect(await legend.allInnerTexts()).toContainEqual(expect.stringContaining('Acoustic guitar'));
      const coloursDrawn = (): Promise<number> =>
        page.evaluate(() => {
          const canvas = document.querySelector<HTMLCanvasElement>('.map-canvas')!;
          const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
          const colours = new Map<number, number>();
          for (let at = 0; at < data.length; at += 4) {
            if (data[at + 3]! > 200) {
              const colour = (data[at]! << 16) | (data[at + 1]! << 8) | data[at + 2]!;
              colours.set(colour, (colours.get(colour) ?? 0) + 1);
            }
          }
          return [...colours.values()].filter((pixels) => pixels > 20).length;
        });
      // Six sounds and the accent.
      await expect.poll(coloursDrawn).toBeGreaterThanOrEqual(7);
      await page.getByText('Artist', { exact: true }).click();
      await expect.poll(() => legend.allInnerTexts()).toContainEqual(expect.stringMatching(/Mira Solberg\s+8/u));
      await page.getByRole('button', { name: 'Mira Solberg 8' }).click();
      expect(await page.getByRole('button', { name: 'Mira Solberg 8' }).getAttribute('aria-pressed')).toBe('true');

      const mark = page.locator('.map-card-seed');
      const before = await mark.boundingBox();
      await page.getByRole('button', { name: 'Zoom in' }).click();
      await expect.poll(async () => (await mark.boundingBox())?.x).not.toBe(before?.x);
      await page.getByRole('button', { name: 'Show the whole map' }).click();
      await expect.poll(async () => (await mark.boundingBox())?.x).toBe(before?.x);
    });

    test('on a phone nothing is wider than the screen, and the map has its own page', async () => {
      const page = await open(addressOf('Still Water'), PHONE);
      await heading(page, 'Still Water').waitFor();
      await page.getByRole('button', { name: 'Play Still Water' }).first().tap();
      await waitUntilPlaying(page);
      const overflow = (): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(await overflow()).toBeLessThanOrEqual(0);
      expect(await page.locator('.map-canvas').count()).toBe(0);
      await page.getByRole('link', { name: 'Map' }).tap();
      await page.locator('.map-canvas').waitFor();
      expect(await overflow()).toBeLessThanOrEqual(0);
      await page.getByText('Coloured by sound').tap();
      await page.getByText('Jazz').waitFor();
    });

    test('the theme follows the system, and the button and D change it', async () => {
      const page = await open('/', { ...DESKTOP, colorScheme: 'dark' });
      const ground = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      await waitForKeys(page, 'What sounds like this?');
      expect(await ground()).toBe('rgb(19, 18, 17)');
      await page.keyboard.press('d');
      await expect.poll(ground).toBe('rgb(250, 249, 247)');
      await page.reload();
      await heading(page, 'What sounds like this?').waitFor();
      expect(await ground()).toBe('rgb(250, 249, 247)');
      await page.getByRole('button', { name: 'Use dark colours' }).click();
      await expect.poll(ground).toBe('rgb(19, 18, 17)');
    });

    test('for an empty library the page shows what to do', async () => {
      await using empty = await exploreTestLibrary({
        datasetDir: library.datasetDir,
        storePath: join(library.folder, 'none.db'),
      });
      const page = await open(empty.url, { ...DESKTOP, bypassCSP: true }, empty);
      await heading(page, 'Nothing is indexed yet').waitFor();
      expect(await page.locator('pre').innerText()).toBe('npm start');
      expect(await axeViolations(page)).toEqual([]);
      // The response must be complete before the server closes.
      const answered = page.waitForEvent('requestfinished', (request) => request.url().endsWith('/api/v1/library'));
      await page.getByRole('button', { name: 'Look again' }).click();
      await answered;
    });

    test.each([
      ['light', '/', DESKTOP],
      ['dark', '/', DESKTOP],
      ['light', 'track', DESKTOP],
      ['dark', 'track', DESKTOP],
      ['light', 'track', PHONE],
      ['dark', '/map', PHONE],
    ] as const)('axe finds no violations: %s, %s', async (colorScheme, path, device) => {
      // axe is not part of the page, so the content security policy would block its script.
      const page = await open(path === 'track' ? addressOf('Carrier') : path, {
        ...device,
        colorScheme,
        bypassCSP: true,
      });
      await page.locator(path === '/map' ? '.map-canvas' : 'h1').waitFor();
      if (path === 'track') await page.getByRole('button', { name: 'Play Carrier' }).first().click();
      if (path === '/') {
        await page.getByRole('combobox').pressSequentially('a');
        await page.getByRole('option').first().waitFor();
      }
      expect(await axeViolations(page)).toEqual([]);
      if (path === 'track' && device === DESKTOP) {
        await page.keyboard.press('?');
        await page.getByRole('dialog').waitFor();
        expect(await axeViolations(page)).toEqual([]);
      }
    });
  },
);
