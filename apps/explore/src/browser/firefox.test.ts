import { describe, expect, test } from 'vitest';
import { openInFirefox } from '../testing/firefox-page.ts';
import { findFirefox } from '../testing/launch-browser.ts';
import { exploreTestLibrary, writeTestLibrary } from '../testing/test-library.ts';

const firefox = findFirefox();
const ENTER = '\uE007';

describe.skipIf(firefox === null)(
  `the page in Firefox${firefox === null ? ' (skipped: no Firefox on PATH)' : ''}`,
  () => {
    test('a song is found and put into the player, and songs that sound like it come next', async () => {
      await using library = await writeTestLibrary(20);
      await using server = await exploreTestLibrary(library);
      await using page = await openInFirefox(firefox!, server.url);
      const textOf = (selector: string): Promise<string> =>
        page.evaluate(`[...document.querySelectorAll('${selector}')].map((each) => each.innerText).join('\\n')`);

      await expect.poll(() => textOf('h1')).toBe('What sounds like this?');
      await page.press('/');
      await expect.poll(() => page.evaluate('document.activeElement.role')).toBe('combobox');
      await page.press('night ferry');
      await expect.poll(() => textOf('[role="option"]')).toContain('Night Ferry');
      await page.press(ENTER);
      await expect.poll(() => textOf('h1')).toBe('Night Ferry');

      await page.press(' ');
      // Firefox plays nothing on a machine without a sound card, so that the sound itself is tested in Chromium.
      await expect.poll(() => textOf('.player-now .row-title')).toBe('Night Ferry');
      expect(await page.evaluate('navigator.mediaSession.metadata.title')).toBe('Night Ferry');
      await page.press('q');
      await expect.poll(() => textOf('#queue ol .row-title')).toMatch(/(?:.+\n){2}/u);
      expect(page.complaints).toEqual([]);
    });
  },
);
