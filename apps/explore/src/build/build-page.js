import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
const PAGE_SOURCE = fileURLToPath(new URL('../page', import.meta.url));
const DIST = fileURLToPath(new URL('../../dist', import.meta.url));
const LOCK_FILE = fileURLToPath(new URL('../../../../package-lock.json', import.meta.url));
/**
 * The folder of the built page, named for the digest of what it is built from: where it is not there, it is built.
 * Two processes may do so at once; each builds apart, and the first to finish puts its page in place.
 * @param onBuild called before it is built, which takes a second or two
 */
export async function builtPage(onBuild) {
  const digest = await sourceDigest();
  const folder = join(DIST, digest);
  if (existsSync(folder)) return folder;
  onBuild();
  const unfinished = `${folder}.${process.pid}`;
  await buildInto(unfinished);
  await rename(unfinished, folder).catch(async (error) => {
    await rm(unfinished, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  });
  await removeOthers(digest);
  return folder;
}
async function buildInto(folder) {
  // Only needed when there is something to build.
  const { build } = await import('vite');
  await build({
    root: PAGE_SOURCE,
    configFile: false,
    logLevel: 'warn',
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: { outDir: folder, emptyOutDir: true, assetsInlineLimit: 0, modulePreload: false, target: 'es2023' },
  });
}
async function removeOthers(digest) {
  const others = (await readdir(DIST)).filter((name) => !name.startsWith(digest));
  for (const name of others) await rm(join(DIST, name), { recursive: true, force: true });
}
/** Over the page's sources, the versions of all packages, and this file, which says how it is built. */
async function sourceDigest() {
  const hash = createHash('sha256')
    .update(await readFile(LOCK_FILE))
    .update(await readFile(fileURLToPath(import.meta.url)));
  const files = (await readdir(PAGE_SOURCE, { recursive: true, withFileTypes: true })).filter((entry) =>
    entry.isFile(),
  );
  for (const path of files.map((entry) => join(entry.parentPath, entry.name)).sort()) {
    hash.update(path.slice(PAGE_SOURCE.length)).update(await readFile(path));
  }
  return hash.digest('hex').slice(0, 16);
}
