import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Writes a file whole or not at all, and leaves one that is there already with the same content.
 * @throws Error when a file with other content has the name; that file is not touched
 */
export async function writeNewFile(path: string, bytes: Uint8Array): Promise<void> {
  const present = await contentOf(path);
  if (present?.equals(bytes)) return;
  if (present)
    throw new Error(
      `${path}: expected no file, or the piece that belongs there, but another file has the name; it was left as it is`,
    );
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
