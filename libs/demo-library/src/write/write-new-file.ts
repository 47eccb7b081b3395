import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Write a file completely or not at all; keep an existing file with the same content.
 * @throws Error if the path has a file with other content; that file is not changed
 */
export async function writeNewFile(path: string, bytes: Uint8Array): Promise<void> {
  const present = await contentOf(path);
  if (present?.equals(bytes)) return;
  if (present)
    throw new Error(`${path}: another file has this name and was not changed; move it away, or choose another folder`);
  await mkdir(dirname(path), { recursive: true });
  const unfinished = `${path}.unfinished`;
  try {
    await writeFile(unfinished, bytes);
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

async function contentOf(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
