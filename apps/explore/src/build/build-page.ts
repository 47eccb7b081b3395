import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemCode } from '@soundalike/errors';
import { pageDigest } from './page-digest.ts';
import { PAGE_FOLDERS } from './page-folders.ts';
import { runVite } from './run-vite.ts';

/** What it means that a folder cannot be written, by the code of the system's error. */
const NOT_WRITABLE: ReadonlySet<string | undefined> = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'ENOENT']);

/**
 * Return the folder of the built page, named for the digest of what it is built from. If no folder has it yet, build it
 * into the first
 * that can be written, or else into a new temporary folder. Two processes may build at once: the first to finish puts
 * its page in place.
 * @param onBuild called before the page is built, which takes a second or two
 * @param folders where to look, and to build, in this order
 * @throws `CONFIG_INVALID` if the page must be built and Vite is not installed
 */
export async function builtPage(onBuild: () => void, folders: readonly string[] = PAGE_FOLDERS): Promise<string> {
  const digest = await pageDigest();
  const found = folders.map((folder) => join(folder, digest)).find((page) => existsSync(page));
  if (found !== undefined) return found;
  onBuild();
  for (const folder of folders) {
    const unfinished = join(folder, `${digest}.${process.pid}`);
    if (!(await canMake(unfinished))) continue;
    await runVite(unfinished);
    const page = join(folder, digest);
    await putInPlace(unfinished, page);
    await removeOthers(folder, digest);
    return page;
  }
  const page = await mkdtemp(join(tmpdir(), 'soundalike-explore-'));
  await runVite(page);
  return page;
}

async function canMake(folder: string): Promise<boolean> {
  try {
    await mkdir(folder, { recursive: true });
    return true;
  } catch (error) {
    if (NOT_WRITABLE.has(systemCode(error))) return false;
    throw error;
  }
}

async function putInPlace(unfinished: string, page: string): Promise<void> {
  await rename(unfinished, page).catch(async (error: unknown) => {
    await rm(unfinished, { recursive: true, force: true });
    if (!existsSync(page)) throw error;
  });
}

async function removeOthers(folder: string, digest: string): Promise<void> {
  const others = (await readdir(folder)).filter((name) => !name.startsWith(digest));
  for (const name of others) await rm(join(folder, name), { recursive: true, force: true });
}
