import type { FileHandle } from 'node:fs/promises';
import { fileTypeFromBuffer } from 'file-type';
import { parseFromTokenizer } from 'music-metadata';
import type { IAudioMetadata, IOptions } from 'music-metadata';
import { openRegularFile, unreadable } from '../files/open-regular-file.ts';
import { BoundedFile } from './bounded-file.ts';

/** Bytes at the start of a file that tell what it is. */
const HEAD_BYTES = 4100;

/** How a file is read. */
export interface Parsing {
  readonly options: IOptions;
  /** Bytes that are read, and may be kept, at most. */
  readonly maxBytes: number;
  /** Whether that is what was looked for; else the file is read as what else it may be. */
  isFound(read: IAudioMetadata): boolean;
}

/**
 * What music-metadata makes of a file. Where its content says what it is, that counts first, whatever its name: a FLAC file that is called .mp3 has tags, too.
 * MPEG audio is what much else looks like, and what a leading ID3 tag is taken for, so the name comes first then.
 * @returns null where nothing can be made of it
 * @throws `FILE_UNREADABLE`, also when the disk fails in mid-file, `NOT_A_FILE`, `FILE_EMPTY`
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
    if (isLoadingFault(error)) throw unreadable(error);
    return null;
  });
  // Of what the disk does not give it is not known what it says.
  if (file.diskError !== null) throw unreadable(file.diskError);
  return read;
}

/** music-metadata loads its parsers from the disk when they are first needed: that one cannot be had, for want of descriptors for example, says nothing of the file. */
function isLoadingFault(error: unknown): error is NodeJS.ErrnoException {
  return (
    error instanceof Error && ('syscall' in error || ('code' in error && String(error.code).startsWith('ERR_MODULE')))
  );
}
