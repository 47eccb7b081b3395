import { createHash } from 'node:crypto';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PAGE_SOURCE = fileURLToPath(new URL('../page', import.meta.url));
const PAGE_DIST = fileURLToPath(new URL('../../dist', import.meta.url));
const LOCK_FILE = fileURLToPath(new URL('../../../../package-lock.json', import.meta.url));
const DIGEST_FILE = 'source-digest';

/**
 * The folder of the built page. It is built where it is not there, or was built from other sources or dependencies.
 * @param onBuild called before it is built, which takes a second or two
 */
export async function builtPage(onBuild: () => void): Promise<string> {
  const digest = await sourceDigest();
  const built = await readFile(join(PAGE_DIST, DIGEST_FILE), 'utf8').catch(() => null);
  if (built !== digest) {
    onBuild();
    const { build } = await import('vite');
    await build({
      root: PAGE_SOURCE,
      configFile: false,
      logLevel: 'warn',
      oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
      build: { outDir: PAGE_DIST, emptyOutDir: true, assetsInlineLimit: 0, modulePreload: false, target: 'es2023' },
    });
    await writeFile(join(PAGE_DIST, DIGEST_FILE), digest);
  }
  return PAGE_DIST;
}

async function sourceDigest(): Promise<string> {
  const hash = createHash('sha256').update(await readFile(LOCK_FILE));
  const files = (await readdir(PAGE_SOURCE, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  for (const path of files.map((entry) => join(entry.parentPath, entry.name)).sort()) {
    hash.update(path.slice(PAGE_SOURCE.length)).update(await readFile(path));
  }
  return hash.digest('hex');
}
