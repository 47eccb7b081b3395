import type { FileHandle } from 'node:fs/promises';
import { unreadable } from '../files/open-regular-file.ts';

const WINDOW_BYTES = 256 * 1024;

/** The structure of a file is not the one that its first bytes announce. Used only inside this folder. */
export class StructureError extends Error {
  override readonly name = 'StructureError';
}

/**
 * Random access to a file's bytes through one window, so that small reads close together, forwards or backwards, cost
 * one read of the disk.
 */
export class FileBytes {
  readonly size: number;
  readonly #handle: FileHandle;
  #window: Buffer = Buffer.alloc(0);
  #windowStart = 0;

  constructor(handle: FileHandle, size: number) {
    this.#handle = handle;
    this.size = size;
  }

  /** Read at most one window of bytes; fewer at the end of the file. @throws `FILE_UNREADABLE` */
  async read(start: number, length: number): Promise<Buffer> {
    if (start < this.#windowStart || start + length > this.#windowStart + this.#window.length)
      await this.#moveTo(start < this.#windowStart ? Math.max(0, start + length - WINDOW_BYTES) : start);
    const offset = start - this.#windowStart;
    return this.#window.subarray(offset, offset + length);
  }

  /** Yield the bytes from `start` up to `end`, piece by piece. @throws `FILE_UNREADABLE` */
  async *stream(start: number, end: number): AsyncGenerator<Buffer> {
    for (let position = start; position < end;) {
      const bytes = await this.read(position, Math.min(WINDOW_BYTES, end - position));
      if (bytes.length === 0) return;
      yield bytes;
      position += bytes.length;
    }
  }

  async #moveTo(start: number): Promise<void> {
    const window = Buffer.allocUnsafeSlow(WINDOW_BYTES);
    let filled = 0;
    while (filled < WINDOW_BYTES) {
      const { bytesRead } = await this.#handle
        .read(window, filled, WINDOW_BYTES - filled, start + filled)
        .catch((error: unknown) => {
          throw unreadable(error);
        });
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    this.#window = window.subarray(0, filled);
    this.#windowStart = start;
  }
}
