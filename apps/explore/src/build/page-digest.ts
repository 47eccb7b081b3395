import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PAGE_SOURCE } from './run-vite.ts';

/** Sources that the page shares with the server. */
const SHARED_SOURCE = fileURLToPath(new URL('../map-format', import.meta.url));

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
  for (const folder of [PAGE_SOURCE, SHARED_SOURCE]) {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    for (const path of files.sort()) {
      // Tests are no part of the page, and an image of the project has none.
      if (path.includes('.test.')) continue;
      hash.update(path.slice(folder.length)).update(await readFile(path));
    }
  }
  return hash.digest('hex').slice(0, 16);
}
