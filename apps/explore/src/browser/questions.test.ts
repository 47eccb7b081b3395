import { readFile } from 'node:fs/promises';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findChromium, launchBrowser } from '../testing/launch-browser.ts';
import { axeViolations, DESKTOP, openSession, overflow, SMALL_PHONE } from '../testing/page-session.ts';
import type { PageSession } from '../testing/page-session.ts';
import { exploreTestLibrary, writeTestLibrary } from '../testing/test-library.ts';
import type { TestLibrary } from '../testing/test-library.ts';
import type { RunningServer } from '../server/listen.ts';

const chromium = findChromium();

describe.skipIf(chromium === null)(
  `questions of several songs${chromium === null ? ' (skipped: no Chromium on PATH)' : ''}`,
  () => {
    let library: TestLibrary;
    let server: RunningServer;
    let browser: Browser;

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

    const open = (path: string, options: BrowserContextOptions = DESKTOP): Promise<PageSession> =>
      openSession(browser, new URL(path, server.url).href, options);
    const idOf = (title: string): string => library.tracks.find((track) => track.title === title)!.id;
    const pathOf = (title: string): string => library.tracks.find((track) => track.title === title)!.paths[0]!.path;
    const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });
    const addressOf = (page: Page): string => page.url().slice(server.url.length - 1);
    const choose = async (page: Page, field: string, title: string): Promise<void> => {
      await page.getByRole('combobox', { name: field }).fill(title.toLowerCase());
      await page.getByRole('option', { name: title }).click();
    };
    const fromMenu = async (page: Page, title: string, entry: string): Promise<void> => {
      await page.getByRole('button', { name: `More for ${title}` }).click();
      await page.getByRole('menuitem', { name: entry }).click();
    };

    test('songs from any list are blended; the address is the question, and goes back', async () => {
      await using session = await open(`/track/${idOf('Carrier')}`);
      const { page } = session;
      await page.getByRole('button', { name: 'Add to blend' }).click();
      await fromMenu(page, 'Phase Lock', 'Blend: more like this');
      await fromMenu(page, 'Undertow', 'Blend: less like this');
      const tray = page.getByRole('region', { name: 'Blend' });
      await tray.getByText('Carrier, Phase Lock').waitFor();
      expect(await axeViolations(page)).toEqual([]);
      await tray.getByRole('link', { name: 'Find songs' }).click();
      await heading(page, 'A blend of songs').waitFor();
      await page.locator('.rows .row').nth(3).waitFor();
      const asked = `/like?like=${idOf('Carrier')}&like=${idOf('Phase Lock')}&unlike=${idOf('Undertow')}`;
      expect(addressOf(page)).toBe(asked);
      // The answer does not have the songs of the question.
      const titles = await page.locator('.rows .row-title').allInnerTexts();
      for (const title of ['Carrier', 'Phase Lock', 'Undertow']) expect(titles).not.toContain(title);
      expect(await axeViolations(page)).toEqual([]);

      await page.getByText('Like any one of them').click();
      await page.waitForURL('**&blend=nearest');
      await page
        .locator('.why', { hasText: 'like Carrier' })
        .or(page.locator('.why', { hasText: 'like Phase Lock' }))
        .first()
        .waitFor();
      await page.getByRole('button', { name: 'Remove Undertow' }).click();
      await choose(page, 'Add a song to avoid', 'Thaw');
      await expect.poll(() => addressOf(page)).toContain(`unlike=${idOf('Thaw')}`);
      await page.goBack();
      await page.goBack();
      await page.goBack();
      await expect.poll(() => addressOf(page)).toBe(asked);
      await page.getByRole('button', { name: 'Remove Undertow' }).waitFor();

      // A shared address asks the same in another browser.
      await using other = await open(asked, SMALL_PHONE);
      await other.page.getByRole('button', { name: 'Remove Phase Lock' }).waitFor();
      await expect.poll(() => other.page.locator('.rows .row-title').allInnerTexts()).toEqual(titles);
      expect(await overflow(other.page)).toBeLessThanOrEqual(0);
      expect(await axeViolations(other.page)).toEqual([]);
      expect([...session.complaints, ...other.complaints]).toEqual([]);
    });

    test('a blend with songs that are gone, and one with nothing to be like, say so', async () => {
      await using session = await open(`/like?like=gone&like=${idOf('Lantern')}`);
      const { page } = session;
      await page.getByText('One song of this address is not in the library any more.').waitFor();
      await page.locator('.rows .row').first().waitFor();
      await page.getByRole('button', { name: 'Remove Lantern' }).click();
      await page.locator('.rows .row').first().waitFor({ state: 'detached' });
      await choose(page, 'Add a song to be like', 'Granite');
      await page.locator('.rows .row').first().waitFor();
      expect(session.complaints).toEqual([]);
    });

    test('a journey leads from one song to another, and is saved as a playlist with paths', async () => {
      await using session = await open('/');
      const { page } = session;
      await page.getByRole('navigation').getByRole('link', { name: 'Journey' }).click();
      await heading(page, 'A journey between two songs').waitFor();
      await choose(page, 'From which song?', 'First Snow');
      await page.getByRole('button', { name: 'Remove First Snow' }).waitFor();
      await choose(page, 'To which song?', 'Zero Crossing');
      await page.getByRole('heading', { name: '12 songs' }).waitFor();
      const titles = await page.locator('.rows .row-title').allInnerTexts();
      expect([titles.at(0), titles.at(-1), new Set(titles).size]).toEqual(['First Snow', 'Zero Crossing', 12]);
      expect(await axeViolations(page)).toEqual([]);
      await page.getByRole('combobox', { name: 'Songs' }).selectOption('5');
      await page.getByRole('heading', { name: '5 songs' }).waitFor();
      expect(addressOf(page)).toBe(`/journey?from=${idOf('First Snow')}&to=${idOf('Zero Crossing')}&length=5`);

      // As listeners have it, with the content security policy.
      await using saved = await open(addressOf(page), { ...DESKTOP, bypassCSP: false });
      const saving = saved.page.waitForEvent('download');
      await saved.page.getByRole('button', { name: 'Save as playlist' }).click();
      const file = await saving;
      expect(file.suggestedFilename()).toBe('first-snow-to-zero-crossing.m3u8');
      const lines = (await readFile(await file.path(), 'utf8')).split('\n');
      expect(lines[0]).toBe('#EXTM3U');
      expect(lines.filter((line) => line.endsWith('.mp3'))).toHaveLength(5);
      expect(lines).toContain(pathOf('Zero Crossing'));

      await page.getByRole('button', { name: 'Play all' }).click();
      await page.getByRole('region', { name: 'Player' }).getByRole('link', { name: 'First Snow' }).waitFor();
      await page.getByRole('button', { name: 'Turn round' }).click();
      await expect.poll(() => page.locator('.rows .row-title').first().innerText()).toBe('Zero Crossing');
      expect(session.complaints).toEqual([]);
    });

    test('a journey to the song that it starts from, or with a song that is gone, says so', async () => {
      await using session = await open(`/journey?from=${idOf('Thaw')}&to=${idOf('Thaw')}`, SMALL_PHONE);
      const { page } = session;
      await page.getByText('A journey needs two different songs').waitFor();
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      await page.addInitScript(() => {
        const most = (): number => (document.body?.textContent ?? '').split('not in the library any more').length - 1;
        new MutationObserver(() => {
          const { dataset } = document.documentElement;
          dataset['mostMissing'] = String(Math.max(Number(dataset['mostMissing'] ?? 0), most()));
        }).observe(document, { childList: true, subtree: true });
      });
      await page.goto(new URL(`/journey?from=${idOf('Thaw')}&to=gone`, server.url).href);
      await page.getByText('The song of this address is not in the library any more.').first().waitFor();
      // Not even for a moment is the other song said to be gone.
      expect(await page.locator('html').getAttribute('data-most-missing')).toBe('1');
      expect(await axeViolations(page)).toEqual([]);
      expect(session.complaints).toEqual([]);
    });

    test('artist and album have pages with their songs and those of others that are nearest', async () => {
      await using session = await open(`/track/${idOf('Still Water')}`);
      const { page } = session;
      await page.locator('.track-head').getByRole('link', { name: 'Mira Solberg' }).click();
      await heading(page, 'Mira Solberg').waitFor();
      expect(addressOf(page)).toBe('/artist?name=Mira+Solberg');
      await page.getByText('8 songs').waitFor();
      const nearest = page.locator('section', { has: page.getByRole('heading', { name: 'Others' }) });
      expect(await nearest.locator('.row').count()).toBeGreaterThan(5);
      expect(await nearest.innerText()).not.toContain('Mira Solberg');
      expect(await axeViolations(page)).toEqual([]);
      await page.locator('.albums').getByRole('link', { name: 'Fjord' }).click();
      await heading(page, 'Fjord').waitFor();
      const songs = page.locator('section', { has: page.getByRole('heading', { name: 'Songs' }) });
      expect(await songs.locator('.row-title').allInnerTexts()).toEqual([
        'Still Water',
        'Long Light',
        'Granite',
        'Northward',
      ]);
      expect(await axeViolations(page)).toEqual([]);
      await fromMenu(page, 'Granite', 'More from Mira Solberg');
      await heading(page, 'Mira Solberg').waitFor();
      for (const address of ['/artist?name=%22%2F%F0%9F%8E%A7', '/artist', '/album?album=%3Cb%3E', '/album']) {
        await page.goto(new URL(address, server.url).href);
        await heading(page, 'Nothing here by that name').waitFor();
      }
      expect(session.complaints).toEqual([]);
    });

    test('the menu of a song works by keyboard', async () => {
      await using session = await open(`/track/${idOf('Crow Road')}`);
      const { page } = session;
      const button = page.locator('.rows .more').first();
      await button.focus();
      await page.keyboard.press('Enter');
      const items = page.getByRole('menuitem');
      await items.first().waitFor();
      const focused = (): Promise<string | null> => page.evaluate(() => document.activeElement?.textContent ?? null);
      expect(await focused()).toBe('Play next');
      await page.keyboard.press('ArrowDown');
      expect(await focused()).toBe('Add to queue');
      await page.keyboard.press('End');
      expect(await focused()).toBe('Hide this song');
      await page.keyboard.press('ArrowDown');
      expect(await focused()).toBe('Play next');
      await page.keyboard.press('Escape');
      await items.first().waitFor({ state: 'detached' });
      expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
      expect(session.complaints).toEqual([]);
    });
  },
);
