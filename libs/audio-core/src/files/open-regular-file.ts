import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { SoundalikeError, isSoundalikeError } from '@soundalike/errors';

/** An open file and its size in bytes. */
export interface RegularFile {
  readonly handle: FileHandle;
  readonly size: number;
}

/** Opening a FIFO waits for its writer unless told not to. */
const READ_WITHOUT_WAITING = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/**
 * Opens a file to be read; the caller closes the handle.
 * @throws `FILE_UNREADABLE` (missing, or no permission), `NOT_A_FILE` (a folder, FIFO, device …), `FILE_EMPTY`
 */
export async function openRegularFile(path: string): Promise<RegularFile> {
  const handle = await open(path, READ_WITHOUT_WAITING).catch((error: unknown) => {
    throw unreadable(error);
  });
  try {
    const stats = await handle.stat();
    if (!stats.isFile())
      throw new SoundalikeError(
        'NOT_A_FILE',
        `file: expected a regular file, got a ${stats.isDirectory() ? 'folder' : 'device, pipe or socket'}`,
      );
    if (stats.size === 0) throw new SoundalikeError('FILE_EMPTY', 'file: expected audio, got 0 bytes');
    return { handle, size: stats.size };
  } catch (error) {
    await handle.close().catch(() => undefined);
    throw isSoundalikeError(error) ? error : unreadable(error);
  }
}

/** The error for a file that cannot be read: the system's reason, without the path, which the reports name already. */
export function unreadable(error: unknown): SoundalikeError {
  const { code, message } = error as NodeJS.ErrnoException;
  return new SoundalikeError('FILE_UNREADABLE', `file: expected to read it, got ${code ?? message}`, { cause: error });
}
