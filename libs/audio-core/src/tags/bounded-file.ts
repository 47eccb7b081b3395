import type { FileHandle } from 'node:fs/promises';
import { EndOfStreamError, FileTokenizer } from 'strtok3';
import type { IReadChunkOptions } from 'strtok3';

/** Largest piece of one read, in bytes: above any real cover and any real ID3 tag. */
const MAX_PIECE_BYTES = 128 * 2 ** 20;

/** Properties of a file that are known before it is read. */
export interface FileDescription {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Type of the content. Default: by the extension of the path. */
  readonly mimeType?: string | undefined;
}

/** A file for music-metadata, which requests as many bytes as the file states, and receives at most the limits. */
export class BoundedFile extends FileTokenizer {
  #bytesLeft: number;
  #diskError: NodeJS.ErrnoException | null = null;

  /** @param maxBytes bytes after which the file seems to end; the parser may keep all of them in memory */
  constructor(handle: FileHandle, { path, size, mimeType }: FileDescription, maxBytes: number) {
    super(handle, {
      fileInfo: { path, size, ...(mimeType !== undefined && { mimeType }) },
      maxBufferSize: MAX_PIECE_BYTES,
    });
    this.#bytesLeft = maxBytes;
  }

  /** The first error of the disk. Some of music-metadata's parsers take one for the end of the tags. */
  get diskError(): NodeJS.ErrnoException | null {
    return this.#diskError;
  }

  override async readBuffer(buffer: Uint8Array, options?: IReadChunkOptions): Promise<number> {
    const length = options?.length ?? buffer.length;
    // The limit of strtok3 applies only to buffers that it creates itself.
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
