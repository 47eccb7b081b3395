import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clipEmbedder, clipModel } from '@soundalike/model-builder';
import { readSettings } from '@soundalike/settings';
import { openSqliteStore } from '@soundalike/sqlite-store';
import { findChromium, launchBrowser } from '../testing/launch-browser.ts';
import { axeViolations, DESKTOP, openSession, overflow, SMALL_PHONE } from '../testing/page-session.ts';
import type { PageSession } from '../testing/page-session.ts';
import { exploreTestLibrary, writeTestLibrary } from '../testing/test-library.ts';
import type { TestLibrary } from '../testing/test-library.ts';
import type { RunningServer } from '../server/listen.ts';

const chromium = findChromium();
const settings = { ...readSettings({}), embeddingModel: 'musicnn' } as const;
const TOKEN = 'a-token-that-is-long-enough-for-a-test';

describe.skipIf(chromium === null)(
  `clips and the login${chromium === null ? ' (skipped: no Chromium on PATH)' : ''}`,
  () => {
    let library: TestLibrary;
    let folder: string;
    let storePath: string;
    let server: RunningServer;
    let browser: Browser;

    beforeAll(async () => {
      library = await writeTestLibrary(5);
      folder = await mkdtemp(join(tmpdir(), 'explore-clip-page-'));
      storePath = join(folder, 'store.db');
      const never = new AbortController().signal;
      const { space } = await clipModel(settings, never);
      const embed = clipEmbedder(settings, { maxSeconds: 60, workMs: 60_000 }, never);
      await using store = await openSqliteStore({ path: storePath, space, create: true });
      for (const n of [0, 4]) {
        const track = library.tracks[n]!;
        const heard = await embed(join(library.datasetDir, track.paths[0]!.path), space.id);
        await store.upsert([{ ...track, ...heard, spaceId: space.id }]);
      }
      await store.serve();
      server = await exploreTestLibrary({ ...library, storePath }, '127.0.0.1', { embeddingModel: 'musicnn' });
      browser = await launchBrowser(chromium!);
    });
    afterAll(async () => {
      await browser.close();
      await server[Symbol.asyncDispose]();
      await library[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    });

    const open = (path: string, options: BrowserContextOptions = DESKTOP): Promise<PageSession> =>
      openSession(browser, new URL(path, server.url).href, options);
    const fileOf = (n: number): string => join(library.datasetDir, library.tracks[n]!.paths[0]!.path);

    test('a file that is chosen is heard, known, and answered; refusals are in words', async () => {
      await using session = await open('/clip');
      const { page } = session;
      await page.getByRole('button', { name: 'Choose a file' }).waitFor();
      expect(await axeViolations(page)).toEqual([]);
      const input = page.locator('input[type=file]');
      await input.setInputFiles(fileOf(0));
      await page.getByText('which the library has').waitFor();
      await page.getByRole('link', { name: 'First Snow' }).waitFor();
      // The recording itself is no answer.
      await expect.poll(() => page.locator('.rows .row-title').allInnerTexts()).toEqual(['Night Ferry']);
      expect(await axeViolations(page)).toEqual([]);

      const refused = async (name: string, content: string | Buffer, words: string): Promise<void> => {
        await writeFile(join(folder, name), content);
        await input.setInputFiles(join(folder, name));
        await page.locator('.trouble', { hasText: words }).waitFor();
      };
      await refused('notes.mp3', 'no music at all', 'That is not music');
      await refused('empty.mp3', '', 'The file is empty');
      await refused('large.wav', Buffer.alloc(26 * 1024 * 1024), 'The file is too large');
      expect(session.complaints).toEqual([]);
    });

    test('a file can be dropped anywhere on the page', async () => {
      await using session = await open('/', { ...DESKTOP, bypassCSP: false });
      const { page } = session;
      await page.locator('.rows .row').first().waitFor();
      const transfer = await page.evaluateHandle(async (address) => {
        const bytes = await (await fetch(address)).blob();
        const data = new DataTransfer();
        data.items.add(new File([bytes], 'dropped.mp3'));
        return data;
      }, `/media/${library.tracks[4]!.id}`);
      await page.locator('body').dispatchEvent('dragover', { dataTransfer: transfer });
      await page.getByText('Drop the song to find').waitFor();
      await page.locator('body').dispatchEvent('drop', { dataTransfer: transfer });
      await page.getByRole('heading', { name: 'Sounds like dropped.mp3' }).waitFor();
      await page.getByRole('link', { name: 'Night Ferry' }).waitFor();
      expect(session.complaints).toEqual([]);
    });

    test('the microphone is used only when asked for, and a recording is answered', async () => {
      await using session = await open('/clip', { ...SMALL_PHONE, permissions: ['microphone'] });
      const { page } = session;
      await page.evaluate(() => {
        const original = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
        navigator.mediaDevices.getUserMedia = (constraints) => {
          document.title = 'asked';
          return original(constraints);
        };
      });
      await page.getByRole('button', { name: 'Record' }).waitFor();
      expect(await page.title()).not.toBe('asked');
      await page.getByRole('button', { name: 'Record' }).click();
      await page.getByText('0:04 of 0:30').waitFor();
      expect(await page.title()).toBe('asked');
      expect(await axeViolations(page)).toEqual([]);
      await page.getByRole('button', { name: 'Stop and search' }).click();
      await page.getByRole('heading', { name: 'Sounds like Your recording' }).waitFor();
      await page.locator('.rows .row').first().waitFor();
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      expect(session.complaints).toEqual([]);
    });

    test('a microphone that is not allowed is said to be so', async () => {
      await using session = await open('/clip');
      const { page } = session;
      await page.getByRole('button', { name: 'Record' }).click();
      await page.getByText('The browser may not use the microphone here').waitFor();
      expect(await axeViolations(page)).toEqual([]);
      expect(session.complaints).toEqual([]);
    });

    test('a locked library asks for its token, and opens with it', async () => {
      await using locked = await exploreTestLibrary({ ...library, storePath }, '127.0.0.1', { exploreToken: TOKEN });
      await using session = await openSession(browser, new URL('/journey', locked.url).href, SMALL_PHONE);
      const { page } = session;
      await page.getByRole('heading', { level: 1, name: 'This library is locked' }).waitFor();
      expect(await axeViolations(page)).toEqual([]);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      await page.getByLabel('Token').fill('a-guess');
      await page.keyboard.press('Enter');
      await page.getByText('That is not the token').waitFor();
      expect(await axeViolations(page)).toEqual([]);
      await page.getByLabel('Token').fill(TOKEN);
      await page.getByRole('button', { name: 'Open the library' }).click();
      await page.getByRole('heading', { level: 1, name: 'A journey between two songs' }).waitFor();
      await page.reload();
      await page.getByRole('heading', { level: 1, name: 'A journey between two songs' }).waitFor();
      await page.getByRole('link', { name: 'soundalike' }).click();
      await page.getByRole('button', { name: 'Log out' }).click();
      await page.getByRole('heading', { level: 1, name: 'This library is locked' }).waitFor();
      await page.reload();
      await page.getByRole('heading', { level: 1, name: 'This library is locked' }).waitFor();
      expect(session.complaints).toEqual([]);
    });
  },
);
