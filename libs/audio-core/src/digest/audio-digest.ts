import { createHash } from 'node:crypto';
import { openRegularFile } from '../files/open-regular-file.ts';
import { audioBytes } from './audio-bytes.ts';
import { FileBytes } from './file-bytes.ts';
import { StructureError } from './structure-error.ts';

/**
 * Names a file's audio: `sha256:` and 64 hexadecimal digits over its compressed audio, the tags left out, so that a retag or a move keeps
 * it. Read from the bytes rather than through FFmpeg, so that no version of a demuxer can change it. Memory does not grow with the file.
 * A file without audio where it should lie, or built wrongly, is named by all of its bytes.
 * @throws `FILE_UNREADABLE`, `FILE_EMPTY`, `NOT_A_FILE`
 */
export async function audioDigest(path: string): Promise<string> {
  const { handle, size } = await openRegularFile(path);
  try {
    const file = new FileBytes(handle, size);
    return (await digestOf(audioBytes(file))) ?? (await digestOf(file.stream(0, size)))!;
  } finally {
    await handle.close();
  }
}

/** Null when there is nothing to digest, or what there is has the wrong structure. */
async function digestOf(pieces: AsyncIterable<Buffer>): Promise<string | null> {
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    for await (const piece of pieces) {
      hash.update(piece);
      bytes += piece.length;
    }
  } catch (error) {
    if (error instanceof StructureError) return null;
    throw error;
  }
  return bytes === 0 ? null : `sha256:${hash.digest('hex')}`;
}
