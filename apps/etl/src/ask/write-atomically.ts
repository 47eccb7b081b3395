import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { reasonOf, SoundalikeError } from '@soundalike/errors';

/**
 * Write a file that appears complete or not at all; an existing one is replaced.
 * @throws `PLAYLIST_WRITE_FAILED`
 */
export async function writeAtomically(file: string, text: string): Promise<void> {
  const unfinished = join(dirname(file), `.${basename(file)}.${process.pid}.tmp`);
  try {
    {
      await using handle = await open(unfinished, 'w');
      await handle.writeFile(text);
      await handle.sync();
    }
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined);
    throw new SoundalikeError(
      'PLAYLIST_WRITE_FAILED',
      `${file} cannot be written: ${reasonOf(error)}; choose a folder that exists and can be written to`,
      { cause: error },
    );
  }
}
