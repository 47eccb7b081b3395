import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtPage } from './build-page.ts';

let scratch: string;
beforeAll(async () => void (scratch = await mkdtemp(join(tmpdir(), 'built-page-'))));
afterAll(() => rm(scratch, { recursive: true }));

test('the page is built once, and everything it loads is its own', async () => {
  const folder = await builtPage(() => undefined);
  let builds = 0;
  expect(await builtPage(() => builds++)).toBe(folder);
  expect(builds).toBe(0);
  const page = await readFile(join(folder, 'index.html'), 'utf8');
  const loaded = [...page.matchAll(/(?:src|href)="([^"]+)"/gu)].map(([, address]) => address!);
  expect(loaded.length).toBeGreaterThanOrEqual(3);
  const assets = (await readdir(join(folder, 'assets'))).map((name) => `/assets/${name}`);
  expect(loaded.every((address) => assets.includes(address))).toBe(true);
  expect(page).not.toMatch(/<script>|<style|style=/u);
});

test('where a folder cannot be written, the page is built into the next, and found there', async () => {
  const closed = await folderInFile('closed');
  const open = join(scratch, 'open', 'cache');
  const page = await builtPage(() => undefined, [closed, open]);
  expect(dirname(page)).toBe(open);
  expect(await readdir(page)).toContain('index.html');
  const refuse = (): never => expect.unreachable('the page was built again');
  expect(await builtPage(refuse, [closed, open])).toBe(page);
  // A folder that comes earlier and could be written is not filled while a later one has the page.
  expect(await builtPage(refuse, [join(scratch, 'empty'), open])).toBe(page);
});

test('where no folder can be written, the page is built into a new temporary one', async () => {
  const page = await builtPage(() => undefined, [await folderInFile('shut')]);
  expect(dirname(page)).toBe(tmpdir());
  expect(await readdir(page)).toContain('index.html');
  await rm(page, { recursive: true });
});

/** A folder that nobody can make, root included: its parent is a file. */
async function folderInFile(name: string): Promise<string> {
  await writeFile(join(scratch, name), '');
  return join(scratch, name, 'dist');
}
