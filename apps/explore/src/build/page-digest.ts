import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PAGE_SOURCE } from './run-vite.ts';

/**
 * Everything but the page's sources that decides how it is built: the versions of all packages, and the options of the
 * build.
 */
const LOCK_FILE = fileURLToPath(new URL('../../../../package-lock.json', import.meta.url));
const BUILD_OPTIONS = fileURLToPath(new URL('./run-vite.ts', import.meta.url));

/** Return a digest of what the page is built from, 16 hexadecimal digits. */
export async function pageDigest(): Promise<string> {
  const hash = createHash('sha256')
    .update(await readFile(LOCK_FILE))
    .update(await readFile(BUILD_OPTIONS));
  const files = (await readdir(PAGE_SOURCE, { recursive: true, withFileTypes: true })).filter((entry) =>
    entry.isFile(),
  );
  for (const path of files.map((entry) => join(entry.parentPath, entry.name)).sort()) {
    // Tests are no part of the page, and an image of the project has none.
    if (path.includes('.test.')) continue;
    hash.update(path.slice(PAGE_SOURCE.length)).update(await readFile(path));
  }
  return hash.digest('hex').slice(0, 16);
}
