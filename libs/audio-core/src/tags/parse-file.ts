import type { FileHandle } from 'node:fs/promises';
import { fileTypeFromBuffer } from 'file-type';
import { parseFromTokenizer } from 'music-metadata';
import type { IAudioMetadata, IOptions } from 'music-metadata';
import { openRegularFile, unreadable } from '../files/open-regular-file.ts';
import { BoundedFile } from './bounded-file.ts';

/** Bytes at the start of a file that tell what it is. */
const HEAD_BYTES = 4100;

/** Options of reading a file. */
export interface Parsing {
  readonly options: IOptions;
  /** Most bytes to read, and to keep in memory. */
  readonly maxBytes: number;
  /** Return whether the result has the requested value; if not, the file is parsed as another type. */
  readonly isFound: (read: IAudioMetadata) => boolean;
}

/**
 * Parse a file with music-metadata. The type of its content counts before its name: a FLAC file named .mp3 has tags,
 * too. For MPEG audio the name counts first, because other content, and a leading ID3 tag, looks like MPEG audio.
 * @returns null if the file cannot be parsed
 * @throws `FILE_UNREADABLE`, also if the disk fails in the middle of the file, `NOT_A_FILE`, `FILE_EMPTY`
 */
export async function parseFile(path: string, { options, maxBytes, isFound }: Parsing): Promise<IAudioMetadata | null> {
  const { handle, size } = await openRegularFile(path);
  try {
    const content = await contentOf(handle);
    let first: IAudioMetadata | null = null;
    for (const mimeType of new Set(content === 'audio/mpeg' ? [undefined, content] : [content, undefined])) {
      const read = await parse(new BoundedFile(handle, { path, size, mimeType }, maxBytes), options);
      if (read !== null && isFound(read)) return read;
      first ??= read;
    }
    return first;
  } finally {
    await handle.close().catch(() => undefined);
  }
}

async function contentOf(handle: FileHandle): Promise<string | undefined> {
  const { buffer, bytesRead } = await handle
    .read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0)
    .catch((error: unknown) => {
      throw unreadable(error);
    });
  return (await fileTypeFromBuffer(buffer.subarray(0, bytesRead)))?.mime;
}

async function parse(file: BoundedFile, options: IOptions): Promise<IAudioMetadata | null> {
  const read = await parseFromTokenizer(file, options).catch((error: unknown) => {
    if (isLoadingError(error)) throw unreadable(error);
    return null;
  });
  // The unread part may have tags.
  if (file.diskError !== null) throw unreadable(file.diskError);
  return read;
}

/**
 * Return whether a parser of music-metadata could not be loaded, for example for lack of file descriptors. It loads
 * them from the disk when they are first needed, and a failure says nothing about the file.
 */
function isLoadingError(error: unknown): error is NodeJS.ErrnoException {
  return (
    error instanceof Error && ('syscall' in error || ('code' in error && String(error.code).startsWith('ERR_MODULE')))
  );
}
