import type { FileHandle } from 'node:fs/promises';
import { fileTypeFromBuffer } from 'file-type';
import { parseFromTokenizer } from 'music-metadata';
import type { IAudioMetadata, IOptions } from 'music-metadata';
import { openRegularFile, unreadable } from '../files/open-regular-file.ts';
import { BoundedFile } from './bounded-file.ts';

/** Bytes at the start of a file that tell what it is. */
const HEAD_BYTES = 4100;

/**
 * What music-metadata makes of a file. Where its content says what it is, that counts, whatever the name says: a FLAC file that is called .mp3 has tags, too.
 * MPEG audio is what much else looks like, and what a leading ID3 tag is taken for, so the name is asked first then.
 * @param maxBytes read at most
 * @returns null where nothing can be made of it
 * @throws `FILE_UNREADABLE`, `NOT_A_FILE`, `FILE_EMPTY`
 */
export async function parseFile(path: string, options: IOptions, maxBytes: number): Promise<IAudioMetadata | null> {
  const { handle, size } = await openRegularFile(path);
  try {
    const content = await contentOf(handle);
    const parseAs = (mimeType?: string): Promise<IAudioMetadata | null> => parse(new BoundedFile(handle, { path, size, mimeType }, maxBytes), options);
    if (content !== 'audio/mpeg') return await parseAs(content);
    const byName = await parseAs();
    return saysSomething(byName) ? byName : ((await parseAs(content)) ?? byName);
  } finally {
    await handle.close();
  }
}

async function contentOf(handle: FileHandle): Promise<string | undefined> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0).catch((error: NodeJS.ErrnoException) => {
    throw unreadable(error);
  });
  return (await fileTypeFromBuffer(buffer.subarray(0, bytesRead)))?.mime;
}

async function parse(file: BoundedFile, options: IOptions): Promise<IAudioMetadata | null> {
  try {
    return await parseFromTokenizer(file, options);
  } catch (error) {
    // Of what the disk does not give it is not known what it says.
    if (error instanceof Error && 'syscall' in error) throw unreadable(error as NodeJS.ErrnoException);
    return null;
  }
}

function saysSomething(metadata: IAudioMetadata | null): boolean {
  return metadata !== null && (Object.keys(metadata.native).length > 0 || metadata.format.duration !== undefined);
}
