import { readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunningServer } from '../server/listen.ts';
import { findChromium, launchBrowser } from '../testing/launch-browser.ts';
import { DESKTOP, SMALL_PHONE, axeViolations, openSession, overflow } from '../testing/page-session.ts';
import type { PageSession } from '../testing/page-session.ts';
import { exploreTestLibrary, writeTestLibrary } from '../testing/test-library.ts';
import type { TestLibrary } from '../testing/test-library.ts';

const chromium = findChromium();
/** Long enough that a track does not end by itself while the machine is busy. */
const SECONDS = 30;
const BROKEN = ['Carrier', 'Phase Lock', 'Undertow'];

describe.skipIf(chromium === null)(
  `the player in a real browser${chromium === null ? ' (skipped: no Chromium on PATH)' : ''}`,
  () => {
    let library: TestLibrary;
    let server: RunningServer;
    let browser: Browser;

    beforeAll(async () => {
      library = await writeTestLibrary(SECONDS);
      server = await exploreTestLibrary(library);
      browser = await launchBrowser(chromium!);
    });
    afterAll(async () => {
      await browser.close();
      await server[Symbol.asyncDispose]();
      await library[Symbol.asyncDispose]();
    });

    const trackOf = (title: string) => library.tracks.find((track) => track.title === title)!;
    const fileOf = (title: string): string => join(library.datasetDir, trackOf(title).paths[0]!.path);
    /** Warnings and errors on the console of the page that was opened last. */
    let messages: string[];
    /** Open the page of a track. */
    async function open(
      title: string,
      options: BrowserContextOptions = DESKTOP,
      init?: () => void,
    ): Promise<PageSession> {
      messages = [];
      const address = new URL(`/track/${trackOf(title).id}`, server.url).href;
      const session = await openSession(browser, address, { bypassCSP: false, ...options }, async (context) => {
        if (init) await context.addInitScript(init);
        context.on(
          'console',
          (message) => ['error', 'warning'].includes(message.type()) && messages.push(message.text()),
        );
      });
      await session.page.locator('.track ol > li').first().waitFor();
      return session;
    }
    const player = (page: Page) => page.getByRole('region', { name: 'Player' });
    const currentTitle = (page: Page): Promise<string> => player(page).locator('.player-now .row-title').innerText();
    const waitForTitle = (page: Page, title: string) =>
      player(page).locator('.player-now .row-title', { hasText: title }).waitFor();
    const waitForSound = (page: Page) =>
      page.waitForFunction(() => [...document.querySelectorAll('audio')].some((a) => !a.paused && a.currentTime > 0.2));
    const isSilent = (page: Page): Promise<boolean> =>
      page.evaluate(() => [...document.querySelectorAll('audio')].every((audio) => audio.paused));
    const play = async (page: Page, title: string): Promise<void> => {
      await page
        .getByRole('button', { name: `Play ${title}`, exact: true })
        .first()
        .click();
      await waitForSound(page);
    };
    /** Go close to the end of what plays. */
    const seekToEnd = (page: Page) =>
      page.evaluate(() => {
        const audio = [...document.querySelectorAll('audio')].find((each) => !each.paused)!;
        audio.currentTime = audio.duration - 0.6;
      });
    /** Add the first tracks of the list to the queue by keyboard, and return their titles. */
    async function queueFromList(page: Page, count: number): Promise<string[]> {
      const links = page.locator('.track ol > li a.row-title');
      const titles: string[] = [];
      for (let n = 0; n < count; n++) {
        await links.nth(n).focus();
        await page.keyboard.press('e');
        titles.push(await links.nth(n).innerText());
      }
      return titles;
    }
    const queue = (page: Page) => page.getByRole('region', { name: 'Queue' });
    const queued = (page: Page, list = 'Queued songs'): Promise<string[]> =>
      queue(page).getByRole('list', { name: list }).locator('.row-title').allInnerTexts();
    const focusedName = (page: Page): Promise<string> =>
      page.evaluate(
        () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '',
      );

    test('songs are queued, moved, removed and cleared by keyboard, and the focus stays where it was', async () => {
      await using opened = await open('Night Ferry');
      const { page } = opened;
      await play(page, 'Night Ferry');
      const [a, b, c] = (await queueFromList(page, 3)) as [string, string, string];
      await page.locator('.track ol > li a.row-title').nth(3).focus();
      await page.keyboard.press('Shift+E');
      const next = await page.locator('.track ol > li a.row-title').nth(3).innerText();

      await page.keyboard.press('q');
      await expect.poll(() => queued(page)).toEqual([next, a, b, c]);
      await expect.poll(() => focusedName(page)).toBe('Queue');

      await page.keyboard.press('Tab');
      expect(await focusedName(page)).toBe('Clear');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      expect(await focusedName(page)).toContain(`Move ${next}`);
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      await expect.poll(() => queued(page)).toEqual([a, b, next, c]);
      await expect.poll(() => focusedName(page)).toContain(`Move ${next}, 3 of`);
      await page.keyboard.press('Home');
      await expect.poll(() => queued(page)).toEqual([next, a, b, c]);
      await expect
        .poll(() => player(page).getByRole('status').allInnerTexts())
        .toContainEqual(expect.stringMatching(`${next} is now number 1 of`));

      await queue(page)
        .getByRole('button', { name: `Move ${b} up` })
        .focus();
      await page.keyboard.press('Enter');
      await expect.poll(() => queued(page)).toEqual([next, b, a, c]);
      expect(await focusedName(page)).toBe(`Move ${b} up`);

      await queue(page)
        .getByRole('button', { name: `Remove ${b} from the queue` })
        .focus();
      await page.keyboard.press('Enter');
      await expect.poll(() => queued(page)).toEqual([next, a, c]);
      await expect.poll(() => focusedName(page)).toBe(`Remove ${a} from the queue`);

      // What plays is next when it is asked for, and the queue gets shorter.
      const position = page.getByRole('slider', { name: 'Position', exact: true });
      await position.fill('28');
      await page.waitForFunction(() => [...document.querySelectorAll('audio')].every((audio) => audio.readyState > 2));
      await page.keyboard.press('n');
      await waitForTitle(page, next);
      await expect.poll(() => queued(page)).toEqual([a, c]);
      await position.fill('1');
      await page.keyboard.press('p');
      await waitForTitle(page, 'Night Ferry');
      await waitForSound(page);
      // From its beginning, and not from where it was left.
      expect(Number(await position.inputValue())).toBeLessThan(20);
      await queue(page).getByRole('button', { name: 'Clear' }).click();
      await expect.poll(() => queue(page).innerText()).toContain('No songs are queued');
      await page.keyboard.press('Escape');
      await queue(page).waitFor({ state: 'detached' });
      expect(await focusedName(page)).toContain('Queue');
      expect([...opened.complaints, ...messages]).toEqual([]);
    });

    test('an entry is dragged by its handle, and Escape leaves it where it was', async () => {
      await using opened = await open('Night Ferry');
      const { page } = opened;
      await play(page, 'Night Ferry');
      const [a, b, c] = (await queueFromList(page, 3)) as [string, string, string];
      await page.keyboard.press('q');
      const dragTo = async (title: string, onto: string): Promise<void> => {
        const handle = (name: string) => queue(page).getByRole('button', { name: `Move ${name},` });
        const [from, to] = [(await handle(title).boundingBox())!, (await handle(onto).boundingBox())!];
        await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
        await page.mouse.down();
        await page.mouse.move(to.x + to.width / 2, to.y + (to.y > from.y ? to.height - 4 : 4), { steps: 5 });
      };
      await dragTo(a, c);
      await queue(page).locator('[data-drag="drop-after"]').waitFor();
      await page.mouse.up();
      await expect.poll(() => queued(page)).toEqual([b, c, a]);
      await dragTo(a, b);
      await queue(page).locator('[data-drag="drop-before"]').waitFor();
      await page.keyboard.press('Escape');
      await page.mouse.up();
      await queue(page).locator('[data-drag]').waitFor({ state: 'detached' });
      expect(await queued(page)).toEqual([b, c, a]);
      expect([...opened.complaints, ...messages]).toEqual([]);
    });

    test('the queue and the position survive a reload, and nothing plays by itself', async () => {
      await using opened = await open('Night Ferry');
      const { page } = opened;
      await play(page, 'Night Ferry');
      const titles = await queueFromList(page, 2);
      await page.getByRole('slider', { name: 'Position', exact: true }).fill('20');
      await page.reload();
      await waitForTitle(page, 'Night Ferry');
      expect(await isSilent(page)).toBe(true);
      expect(
        Number(await page.getByRole('slider', { name: 'Position', exact: true }).inputValue()),
      ).toBeGreaterThanOrEqual(20);
      await page.locator('.track h1').click();
      await page.keyboard.press('q');
      await expect.poll(() => queued(page)).toEqual(titles);
      await player(page).getByRole('button', { name: 'Play Night Ferry' }).click();
      await page.waitForFunction(() => [...document.querySelectorAll('audio')].some((a) => a.currentTime > 20.1));
      expect([...opened.complaints, ...messages]).toEqual([]);
    });

    test('at the end of the queue, similar songs follow; none twice; the next one is loaded before', async () => {
      await using opened = await open('Night Ferry');
      const { page } = opened;
      await page.evaluate(() => {
        const events: string[] = [];
        for (const name of ['canplaythrough', 'ended', 'playing'])
          document.addEventListener(
            name,
            ({ target }) => {
              events.push(`${name}:${(target as HTMLAudioElement).src.slice(-32)}`);
              document.body.dataset['events'] = events.join(' ');
            },
            { capture: true },
          );
      });
      await play(page, 'Night Ferry');
      await page.keyboard.press('q');
      await expect.poll(() => queued(page, 'Songs of autoplay')).toHaveLength(5);
      const played = new Set(['Night Ferry']);
      for (let n = 0; n < 8; n++) {
        const [next] = (await queued(page, 'Songs of autoplay')) as [string];
        const before = trackOf(await currentTitle(page)).id;
        await seekToEnd(page);
        await waitForTitle(page, next);
        await waitForSound(page);
        // The next song was loaded before the one before it ended, and then played without waiting for anything.
        const events = await page.evaluate(() => document.body.dataset['events']!.split(' '));
        const order = [`canplaythrough:${trackOf(next).id}`, `ended:${before}`, `playing:${trackOf(next).id}`];
        expect(events.filter((event, index) => order.includes(event) && events.indexOf(event) === index)).toEqual(
          order,
        );
        expect(played).not.toContain(next);
        played.add(next);
        await expect.poll(async () => (await queued(page, 'Songs of autoplay')).length).toBeGreaterThanOrEqual(3);
      }
      await queue(page).getByRole('heading', { name: 'Autoplay' }).waitFor();
      await page.keyboard.press('a');
      await expect.poll(() => queued(page, 'Songs of autoplay')).toEqual([]);
      const last = await currentTitle(page);
      await seekToEnd(page);
      await player(page)
        .getByRole('button', { name: `Play ${last}` })
        .waitFor();
      expect(await isSilent(page)).toBe(true);
      expect(opened.complaints).toEqual([]);
    });

    test('the menu of a song queues it, and autoplay leaves out songs that are hidden or were removed', async () => {
      await using opened = await open('Night Ferry');
      const { page } = opened;
      await play(page, 'Night Ferry');
      const choose = async (title: string, entry: string): Promise<void> => {
        await page.getByRole('button', { name: `More for ${title}` }).click();
        await page.getByRole('menuitem', { name: entry }).click();
      };
      await page.keyboard.press('q');
      await expect.poll(() => queued(page, 'Songs of autoplay')).toHaveLength(5);
      const shown = await page.locator('.track ol > li a.row-title').allInnerTexts();
      const [hidden, removed] = await queued(page, 'Songs of autoplay');
      await queue(page)
        .getByRole('button', { name: `Remove ${removed!} from the queue` })
        .click();
      await page.keyboard.press('q');
      const listed = shown.includes(hidden!) ? hidden! : shown[0]!;
      await choose(listed, 'Hide this song');
      const [first, second] = shown.filter((title) => title !== listed) as [string, string];
      await choose(first, 'Add to queue');
      await choose(second, 'Play next');

      await page.keyboard.press('q');
      await expect.poll(() => queued(page)).toEqual([second, first]);
      await queue(page).getByRole('button', { name: 'Clear' }).click();
      // Off and on again: everything is asked for again.
      await page.keyboard.press('a');
      await expect.poll(() => queued(page, 'Songs of autoplay')).toEqual([]);
      await page.keyboard.press('a');
      await expect.poll(() => queued(page, 'Songs of autoplay')).not.toHaveLength(0);
      for (let n = 0; n < 20; n++) {
        const titles = await queued(page, 'Songs of autoplay');
        if (titles.length === 0) break;
        expect(titles).not.toContain(listed);
        expect(titles).not.toContain(removed);
        await queue(page)
          .getByRole('button', { name: `Remove ${titles[0]!} from the queue` })
          .click();
        await expect.poll(() => queued(page, 'Songs of autoplay')).not.toContain(titles[0]);
      }
      expect([...opened.complaints, ...messages]).toEqual([]);
    });

    test('a song that cannot be played is skipped with its reason; after three in a row it stops', async () => {
      // One file is missing, two are damaged.
      await using files = new AsyncDisposableStack();
      for (const title of BROKEN) {
        const music = await readFile(fileOf(title));
        files.defer(() => writeFile(fileOf(title), music));
        await writeFile(fileOf(title), 'no music');
      }
      await unlink(fileOf('Carrier'));
      await using opened = await open('Carrier');
      const { page } = opened;
      // Chosen by hand, it says why it is silent, and nothing else plays in its place.
      await page.getByRole('button', { name: 'Play Carrier', exact: true }).first().click();
      await player(page).getByText('The file is missing. It was moved or deleted.').waitFor();
      expect([await currentTitle(page), await isSilent(page)]).toEqual(['Carrier', true]);

      await page.keyboard.press('a');
      await page.getByRole('link', { name: 'soundalike' }).click();
      await page.goto(new URL(`/track/${trackOf('Zero Crossing').id}`, server.url).href);
      const enqueue = async (title: string): Promise<void> => {
        await page.locator('.track ol > li a.row-title', { hasText: title }).focus();
        await page.keyboard.press('e');
      };
      await page.locator('.track ol > li').nth(8).waitFor();
      const other = await page.locator('.track ol > li a.row-title').nth(5).innerText();
      await enqueue('Phase Lock');
      await enqueue(other);
      for (const title of BROKEN) await enqueue(title);
      await enqueue(other);
      await page.keyboard.press('n');
      await waitForTitle(page, other);
      await waitForSound(page);
      await player(page)
        .getByText('Skipped “Phase Lock”. This browser cannot play the file. It is damaged, or its format (audio/mpeg)')
        .waitFor();

      await page.keyboard.press('n');
      await player(page).getByText('3 files in a row could not be played, so it stopped.').waitFor();
      expect([await currentTitle(page), await isSilent(page)]).toEqual([BROKEN[2], true]);
      // The next one can still be asked for.
      await page.keyboard.press('n');
      await waitForTitle(page, other);
      await waitForSound(page);
    });

    test('without the server it stops and says so, and goes on from the same position later', async () => {
      await using opened = await open('Thaw');
      const { page } = opened;
      const context = page.context();
      await play(page, 'Thaw');
      await queueFromList(page, 1);
      await context.route(/\/media\//u, (route) => route.abort());
      await page.keyboard.press('n');
      await player(page).getByText('The server cannot be reached.').waitFor();
      const title = await currentTitle(page);
      expect(title).not.toBe('Thaw');
      await context.unroute(/\/media\//u);
      await player(page)
        .getByRole('button', { name: `Play ${title}` })
        .click();
      await waitForSound(page);
      await player(page).getByText('The server cannot be reached.').waitFor({ state: 'detached' });
    });

    test('a tab that begins to play stops the one that played', async () => {
      await using session = await open('Undertow');
      const [first, second] = [session.page, await session.page.context().newPage()];
      await play(first, 'Undertow');
      await second.goto(first.url());
      await play(second, 'Undertow');
      await first.waitForFunction(() => [...document.querySelectorAll('audio')].every((audio) => audio.paused));
      await first.bringToFront();
      await first.getByRole('button', { name: 'Play Undertow', exact: true }).first().waitFor();
      expect(await isSilent(second)).toBe(false);
    });

    test('media keys control it, and the system gets the song, its cover and the position', async () => {
      await using opened = await open('Blue Stairs', DESKTOP, () => {
        const handlers: Record<string, MediaSessionActionHandler | null> = {};
        Object.assign(window, { handlers });
        const set = navigator.mediaSession.setActionHandler.bind(navigator.mediaSession);
        navigator.mediaSession.setActionHandler = (action, handler) => {
          handlers[action] = handler;
          set(action, handler);
        };
        Object.assign(window, { positions: [] });
        const state = navigator.mediaSession.setPositionState.bind(navigator.mediaSession);
        navigator.mediaSession.setPositionState = (position) => {
          (window as unknown as { positions: unknown[] }).positions.push(position);
          state(position);
        };
      });
      const { page } = opened;
      const press = (action: MediaSessionAction, details: Partial<MediaSessionActionDetails> = {}) =>
        page.evaluate(
          ([name, more]) =>
            (window as unknown as { handlers: Record<string, MediaSessionActionHandler> }).handlers[name]!({
              action: name,
              ...more,
            }),
          [action, details] as const,
        );
      const shown = () =>
        page.evaluate(() => {
          const { metadata, playbackState } = navigator.mediaSession;
          return {
            title: metadata?.title,
            artist: metadata?.artist,
            album: metadata?.album,
            cover: metadata?.artwork[0]?.src,
            playbackState,
          };
        });
      const position = async (): Promise<number> =>
        Number(await page.getByRole('slider', { name: 'Position', exact: true }).inputValue());

      await play(page, 'Blue Stairs');
      expect(await shown()).toEqual({
        title: 'Blue Stairs',
        artist: 'Órla Vance Trio',
        album: 'Late Set',
        cover: new URL(`/cover/${trackOf('Blue Stairs').id}`, server.url).href,
        playbackState: 'playing',
      });
      await press('pause');
      await expect.poll(() => isSilent(page)).toBe(true);
      expect((await shown()).playbackState).toBe('paused');
      await press('seekto', { seekTime: 20 });
      await expect.poll(position).toBe(20);
      await press('seekforward', { seekOffset: 5 });
      await expect.poll(position).toBe(25);
      await press('seekbackward');
      await expect.poll(position).toBe(15);
      expect(
        await page.evaluate(() => (window as unknown as { positions: MediaPositionState[] }).positions.at(-1)),
      ).toEqual({ duration: SECONDS, position: 15 });
      await press('play');
      await page.waitForFunction(() => [...document.querySelectorAll('audio')].some((a) => a.currentTime > 15.1));

      const [next] = (await queueFromList(page, 1)) as [string];
      await press('nexttrack');
      await waitForTitle(page, next);
      await expect.poll(async () => (await shown()).title).toBe(next);
      await press('previoustrack');
      await waitForTitle(page, 'Blue Stairs');
      await press('stop');
      await expect.poll(() => isSilent(page)).toBe(true);
      expect([...opened.complaints, ...messages]).toEqual([]);
    });

    test('volume and mute are set by keyboard and slider, and kept after a reload', async () => {
      await using opened = await open('Thaw');
      const { page } = opened;
      await play(page, 'Thaw');
      const heard = () =>
        page.evaluate(() => [...document.querySelectorAll('audio')].map(({ volume, muted }) => [volume, muted]));
      for (let n = 0; n < 4; n++) await page.keyboard.press('-');
      await expect.poll(heard).toEqual([
        [0.8, false],
        [0.8, false],
      ]);
      await page.getByRole('slider', { name: 'Volume' }).fill('0.4');
      await page.keyboard.press('+');
      await page.keyboard.press('m');
      await player(page).getByRole('button', { name: 'Mute', pressed: true }).waitFor();
      await page.reload();
      await player(page).getByRole('button', { name: 'Mute', pressed: true }).waitFor();
      expect(await heard()).toEqual([
        [0.45, true],
        [0.45, true],
      ]);
      await player(page).getByRole('button', { name: 'Mute' }).click();
      await expect.poll(heard).toEqual([
        [0.45, false],
        [0.45, false],
      ]);
      expect([...opened.complaints, ...messages]).toEqual([]);
    });

    test('it goes on while one looks around, and its keys are letters in the search field', async () => {
      await using opened = await open('Lantern');
      const { page } = opened;
      await play(page, 'Lantern');
      await page.evaluate(() => {
        for (const audio of document.querySelectorAll('audio'))
          audio.addEventListener('pause', () => (document.body.dataset['paused'] = 'true'));
      });
      await page.keyboard.press('/');
      await page.keyboard.type('pan qmen');
      expect(await page.getByRole('combobox').inputValue()).toBe('pan qmen');
      await page.getByRole('combobox').fill('crow road');
      await page.getByRole('option').first().click();
      await page.getByRole('heading', { level: 1, name: 'Crow Road' }).waitFor();
      await page.getByRole('link', { name: 'soundalike' }).click();
      await page.getByRole('heading', { level: 1, name: 'What sounds like this?' }).waitFor();
      await player(page).getByRole('link', { name: 'Lantern' }).click();
      await page.getByRole('heading', { level: 1, name: 'Lantern' }).waitFor();
      expect(await currentTitle(page)).toBe('Lantern');
      expect(await page.evaluate(() => document.body.dataset['paused'])).toBeUndefined();
      expect(await isSilent(page)).toBe(false);
      expect([...opened.complaints, ...messages]).toEqual([]);
    });

    test.each([
      ['light', DESKTOP],
      ['dark', DESKTOP],
      ['light', SMALL_PHONE],
      ['dark', SMALL_PHONE],
    ] as const)('axe finds no violations in the player and its queue: %s, %o', async (colorScheme, device) => {
      await using opened = await open('Thaw', { ...device, colorScheme, bypassCSP: true, reducedMotion: 'reduce' });
      const { page } = opened;
      await play(page, 'Thaw');
      await queueFromList(page, 2);
      await page.keyboard.press('q');
      await expect.poll(() => queued(page, 'Songs of autoplay')).not.toHaveLength(0);
      expect(await axeViolations(page)).toEqual([]);
      const player_ = player(page);
      if (device === SMALL_PHONE) {
        for (const name of ['Previous', 'Pause', 'Next', 'Mute', 'Autoplay', 'Queue'])
          expect(await player_.locator('.control-name', { hasText: name }).first().isVisible()).toBe(true);
        expect(await overflow(page)).toBeLessThanOrEqual(0);
      }
      const seconds = await player_
        .getByRole('button', { name: 'Next' })
        .evaluate((button) => getComputedStyle(button).transitionDuration);
      expect(seconds).toBe('0s');
      expect([...opened.complaints, ...messages]).toEqual([]);
    });
  },
);
