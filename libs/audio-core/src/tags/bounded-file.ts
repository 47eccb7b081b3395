import type { FileHandle } from 'node:fs/promises';
import { EndOfStreamError, FileTokenizer } from 'strtok3';
import type { IReadChunkOptions } from 'strtok3';

/** Largest piece that is read at once, in bytes: above any cover, and above any whole ID3 tag that somebody made on purpose. */
const MAX_PIECE_BYTES = 128 * 2 ** 20;

/** What is known of a file before it is read. */
export interface FileDescription {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** What the content is; without it the path's extension tells. */
  readonly mimeType?: string | undefined;
}

/** What music-metadata reads a file through: it asks for as many bytes as the file says it should, and gets no more than fit. */
export class BoundedFile extends FileTokenizer {
  #bytesLeft: number;
  #diskError: NodeJS.ErrnoException | null = null;

  /** @param maxBytes after which the file seems to end; all that has been read may be kept */
  constructor(handle: FileHandle, { path, size, mimeType }: FileDescription, maxBytes: number) {
    super(handle, {
      fileInfo: { path, size, ...(mimeType !== undefined && { mimeType }) },
      maxBufferSize: MAX_PIECE_BYTES,
    });
    this.#bytesLeft = maxBytes;
  }

  /** Why the disk did not give what was asked for, the first time. Some of music-metadata's parsers take that for the end of the tags. */
  get diskError(): NodeJS.ErrnoException | null {
    return this.#diskError;
  }

  override async readBuffer(buffer: Uint8Array, options?: IReadChunkOptions): Promise<number> {
    const length = options?.length ?? buffer.length;
    // The limit of strtok3 is for buffers that it makes itself.
    if (length > Math.min(MAX_PIECE_BYTES, this.#bytesLeft)) throw new EndOfStreamError();
    this.#bytesLeft -= length;
    return super.readBuffer(buffer, options).catch(this.#noteDiskError);
  }

  override async peekBuffer(buffer: Uint8Array, options?: IReadChunkOptions): Promise<number> {
    return super.peekBuffer(buffer, options).catch(this.#noteDiskError);
  }

  readonly #noteDiskError = (error: Error): never => {
    if ('syscall' in error) this.#diskError ??= error as NodeJS.ErrnoException;
    throw error;
  };
}
