import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { SoundalikeError, isSoundalikeError, systemReason } from '@soundalike/errors';

/** An open file and its size in bytes. */
export interface RegularFile {
  readonly handle: FileHandle;
  readonly size: number;
}

/** Without `O_NONBLOCK`, opening a FIFO waits for its writer. */
const READ_WITHOUT_WAITING = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/**
 * Open a file for reading. The caller closes the handle.
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
        `this is a ${stats.isDirectory() ? 'folder' : 'device, pipe or socket'}, not a file`,
      );
    if (stats.size === 0) throw new SoundalikeError('FILE_EMPTY', 'the file is empty (0 bytes)');
    return { handle, size: stats.size };
  } catch (error) {
    await handle.close().catch(() => undefined);
    throw isSoundalikeError(error) ? error : unreadable(error);
  }
}

/** Create the error for a file that cannot be read. It leaves the path out, because the reports name it already. */
export function unreadable(error: unknown): SoundalikeError {
  return new SoundalikeError('FILE_UNREADABLE', `the file cannot be read: ${systemReason(error)}`, { cause: error });
}
