import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { builtPage } from './build-page.ts';
test('the page is built once, and everything it loads is its own', async () => {
  const folder = await builtPage(() => undefined);
  let builds = 0;
  expect(await builtPage(() => builds++)).toBe(folder);
  expect(builds).toBe(0);
  const page = await readFile(join(folder, 'index.html'), 'utf8');
  const loaded = [...page.matchAll(/(?:src|href)="([^"]+)"/gu)].map(([, address]) => address);
  expect(loaded.length).toBeGreaterThanOrEqual(3);
  const assets = (await readdir(join(folder, 'assets'))).map((name) => `/assets/${name}`);
  expect(loaded.every((address) => assets.includes(address))).toBe(true);
  expect(page).not.toMatch(/<script>|<style|style=/u);
});
