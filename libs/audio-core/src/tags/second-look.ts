import { isSoundalikeError } from '@soundalike/errors';
import { openRegularFile } from '../files/open-regular-file.ts';

const HEAD_BYTES = 4;

/**
 * Return whether FFmpeg may find tags in a file in which music-metadata found no names: not if it is simply MPEG audio
 * or a WAV file without tags.
 */
export async function deservesSecondLook(path: string): Promise<boolean> {
  const head = await headOf(path);
  if (head === null) return false;
  const isMpegFrame = head[0] === 0xff && head[1]! >= 0xe0;
  return !isMpegFrame && head.toString('latin1', 0, 4) !== 'RIFF';
}

async function headOf(path: string): Promise<Buffer | null> {
  try {
    const { handle } = await openRegularFile(path);
    try {
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
      return bytesRead === HEAD_BYTES ? buffer : null;
    } finally {
      await handle.close().catch(() => undefined);
    }
  } catch (error) {
    if (isSoundalikeError(error) || (error instanceof Error && 'syscall' in error)) return null;
    throw error;
  }
}
