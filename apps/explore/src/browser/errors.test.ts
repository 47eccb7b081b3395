import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testSpace } from '@soundalike/catalog/testing';
import { openSqliteStore } from '@soundalike/sqlite-store';
import { findChromium, launchBrowser } from '../testing/launch-browser.ts';
import { axeViolations, DESKTOP, openSession, overflow, SMALL_PHONE } from '../testing/page-session.ts';
import type { PageSession } from '../testing/page-session.ts';
import { exploreTestLibrary, writeTestLibrary } from '../testing/test-library.ts';
import type { TestLibrary } from '../testing/test-library.ts';
import type { RunningServer } from '../server/listen.ts';

const chromium = findChromium();

describe.skipIf(chromium === null)(
  `odd states of the page${chromium === null ? ' (skipped: no Chromium on PATH)' : ''}`,
  () => {
    let library: TestLibrary;
    let server: RunningServer;
    let browser: Browser;

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

    const open = (path: string, options: BrowserContextOptions = DESKTOP): Promise<PageSession> =>
      openSession(browser, new URL(path, server.url).href, options);
    const idOf = (title: string): string => library.tracks.find((track) => track.title === title)!.id;
    const stop = (): Promise<void> => Promise.resolve(server[Symbol.asyncDispose]());
    const startAgain = async (): Promise<void> => {
      server = await exploreTestLibrary(library, '127.0.0.1', { port: Number(new URL(server.url).port) });
    };

    test.each([
      ['/nowhere', 'There is no such page'],
      ['/track/a/b', 'There is no such page'],
      ['/track/%E0%A4%A', 'There is no such page'],
      ['/track/nobody', 'This song is not in the library'],
    ])('%s has a page of its own, with the status 404 and a way home', async (path, title) => {
      await using session = await open('/');
      const { page } = session;
      const response = await page.goto(new URL(path, server.url).href);
      expect(response?.status()).toBe(404);
      await page.getByRole('heading', { level: 1, name: title }).waitFor();
      expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(0);
      expect(await axeViolations(page)).toEqual([]);
      await page.getByRole('link', { name: 'Go to the start' }).click();
      await page.getByRole('heading', { level: 1, name: 'What sounds like this?' }).waitFor();
      expect(session.complaints).toEqual([]);
    });

    test('without a server, search, random and lists say so, and the page goes on when it is back', async () => {
      await using session = await open('/');
      const { page } = session;
      const search = page.getByRole('combobox', { name: 'Search title' });
      await page.locator('.row').first().waitFor();
      await stop();
      await search.fill('west');
      await page.locator('.nothing', { hasText: 'soundalike does not answer' }).waitFor();
      await page.locator('.banner', { hasText: 'npm run explore' }).waitFor();
      expect(await page.locator('body').innerText()).not.toMatch(/Nothing found|Failed|fetch|ECONN/u);
      await page.keyboard.press('Escape');
      expect(await search.inputValue()).toBe('');
      await page.getByRole('button', { name: 'Random song' }).click();
      await page.locator('.notice', { hasText: 'No random song' }).waitFor();
      await page.getByRole('button', { name: 'Show other songs' }).click();
      await page.locator('.trouble', { hasText: 'does not answer' }).first().waitFor();
      expect(await axeViolations(page)).toEqual([]);

      await startAgain();
      await page.locator('.banner').waitFor({ state: 'hidden' });
      await page.locator('.row').first().waitFor();
      await search.fill('crow');
      await page.getByRole('option', { name: 'Crow Road' }).waitFor();
      expect(session.complaints).toEqual([]);
    });

    test('a page that is opened from a cache while the server is gone waits for it', async () => {
      await using session = await open('/');
      const { page } = session;
      await page.locator('.row').first().waitFor();
      await page.route('**/api/**', (route) => route.abort());
      await page.reload();
      await page.getByRole('heading', { level: 1, name: 'soundalike does not answer' }).waitFor();
      expect(await axeViolations(page)).toEqual([]);
      await page.unroute('**/api/**');
      await page.getByRole('heading', { level: 1, name: 'What sounds like this?' }).waitFor();
      expect(session.complaints).toEqual([]);
    });

    test('a search has at most 200 characters, and says so; another address begins with an empty field', async () => {
      await using session = await open('/', SMALL_PHONE);
      const { page } = session;
      const search = page.getByRole('combobox', { name: 'Search title' });
      await search.fill('west '.repeat(100));
      await page.locator('.nothing', { hasText: 'at most 200 characters' }).waitFor();
      expect(await search.inputValue()).toHaveLength(200);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      await page.getByRole('button', { name: 'Clear the search' }).click();
      expect(await search.inputValue()).toBe('');
      await search.fill('thaw');
      await page.getByRole('option', { name: 'Thaw' }).click();
      await page.getByRole('heading', { level: 1, name: 'Thaw' }).waitFor();
      expect(await search.inputValue()).toBe('');
      await search.fill('crow');
      await page.getByRole('option', { name: 'Crow Road' }).waitFor();
      await page.goBack();
      await page.getByRole('heading', { level: 1, name: 'What sounds like this?' }).waitFor();
      expect(await search.inputValue()).toBe('');
      expect(session.complaints).toEqual([]);
    });

    test('an audio file that is gone is said to be missing, where it would play and where it would be drawn', async () => {
      const [path] = library.tracks.find(({ title }) => title === 'Granite')!.paths;
      const file = join(library.datasetDir, path!.path);
      await rename(file, `${file}.away`);
      await using session = await open(`/track/${idOf('Granite')}`);
      const { page } = session;
      await page.locator('.waveform', { hasText: 'The audio file is missing' }).waitFor();
      await page.getByRole('button', { name: 'Play Granite' }).first().click();
      await page.getByRole('region', { name: 'Player' }).getByText('The file is missing').waitFor();
      await rename(`${file}.away`, file);
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.locator('.waveform', { hasText: 'missing' }).waitFor({ state: 'detached' });
      expect(session.complaints).toEqual([]);
    });

    test('too many requests, and answers that nobody expects, have words', async () => {
      await using session = await open('/');
      const { page } = session;
      await page.locator('.row').first().waitFor();
      await page.route('**/random*', (route) => route.fulfill({ status: 429, body: 'slow down' }));
      await page.getByRole('button', { name: 'Show other songs' }).click();
      await page.locator('.trouble', { hasText: 'Too much at once' }).waitFor();
      await page.unroute('**/random*');
      await page.route('**/random*', (route) =>
        route.fulfill({ status: 500, json: { code: 'NEVER_HEARD', reason: 'ENOENT: open /secret' } }),
      );
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.locator('.trouble', { hasText: 'That did not work' }).waitFor();
      expect(await page.locator('body').innerText()).not.toMatch(/ENOENT|NEVER_HEARD/u);
      await page.unroute('**/random*');
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.locator('.row').first().waitFor();
      expect(session.complaints).toEqual([]);
    });

    test('a hidden song is gone from the lists, and can be shown again', async () => {
      await using session = await open(`/track/${idOf('Carrier')}`);
      const { page } = session;
      const rows = page.locator('.track .row');
      await rows.first().waitFor();
      const title = await rows.first().locator('.row-title').innerText();
      await page.getByRole('button', { name: `More for ${title}` }).click();
      await page.getByRole('menuitem', { name: 'Hide this song' }).waitFor();
      expect(await axeViolations(page)).toEqual([]);
      await page.getByRole('menuitem', { name: 'Hide this song' }).click();
      await page.locator('.notice', { hasText: `“${title}” is hidden` }).waitFor();
      await expect.poll(() => rows.locator('.row-title').allInnerTexts()).not.toContain(title);
      await page.getByRole('link', { name: 'soundalike' }).click();
      await page.getByRole('link', { name: 'Hidden songs (1)' }).click();
      await page.reload();
      expect(await axeViolations(page)).toEqual([]);
      await page.getByRole('button', { name: `Show again: ${title}` }).click();
      await page.getByText('Nothing is hidden').waitFor();
      expect(session.complaints).toEqual([]);
    });

    test('a store that is deleted, and another one in its place, are noticed', async () => {
      await using session = await open(`/track/${idOf('Lantern')}`);
      const { page } = session;
      await page.getByRole('heading', { level: 1, name: 'Lantern' }).waitFor();
      await using smaller = await writeTestLibrary(1);
      for (const end of ['', '-wal', '-shm']) await rm(`${library.storePath}${end}`, { force: true });
      const look = () => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
      await look();
      await page.getByRole('heading', { level: 1, name: 'Nothing is indexed yet' }).waitFor();
      await rename(smaller.storePath, library.storePath);
      await page.getByRole('button', { name: 'Look again' }).click();
      await page.getByRole('heading', { level: 1, name: 'Lantern' }).waitFor();

      // The same songs, analysed by another model, and without this one.
      const space = testSpace({ id: 'cnn14-0b1c2d3e-v1-f32' });
      const next = join(library.folder, 'next.db');
      {
        await using store = await openSqliteStore({ path: next, space, create: true });
        const kept = library.tracks.filter(({ title }) => title !== 'Lantern');
        await store.upsert(kept.map((track) => ({ ...track, spaceId: space.id })));
        await store.serve();
      }
      await rename(next, library.storePath);
      await look();
      await page.locator('.notice', { hasText: 'The library has changed' }).waitFor();
      await page.getByRole('heading', { level: 1, name: 'This song is not in the library' }).waitFor();
      expect(session.complaints).toEqual([]);
    });
  },
);
