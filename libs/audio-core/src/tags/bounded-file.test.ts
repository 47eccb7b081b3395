import type { FileHandle } from 'node:fs/promises';
import { parseFromTokenizer } from 'music-metadata';
import { expect, test } from 'vitest';
import { BoundedFile } from './bounded-file.ts';

const MEBIBYTE = 2 ** 20;

/** Return a file of one mebibyte of which only the first bytes and the last kilobyte, zeros, can be read. */
function brokenAfter(bytes: Buffer): FileHandle {
  const read = async (
    target: Uint8Array,
    offset: number,
    length: number,
    position: number,
  ): Promise<{ bytesRead: number }> => {
    if (position >= MEBIBYTE - 1024) return { bytesRead: length };
    if (position + length > bytes.length)
      throw Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO', syscall: 'read' });
    return { bytesRead: bytes.copy(target, offset, position, position + length) };
  };
  return { read } as unknown as FileHandle;
}

function atom(name: string, size: number, content = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(size);
  head.write(name, 4);
  return Buffer.concat([head, content], size);
}

test('an error of the disk is kept, although the parser takes it for the end', async () => {
  const bytes = Buffer.concat([atom('ftyp', 16, Buffer.from('M4A \0\0\0\0')), atom('mdat', 1000)]);
  const file = new BoundedFile(brokenAfter(bytes), { path: 'a.m4a', size: MEBIBYTE, mimeType: 'audio/mp4' }, MEBIBYTE);

  expect((await parseFromTokenizer(file, { duration: false })).native).toEqual({});
  expect(file.diskError).toMatchObject({ code: 'EIO' });
});

test('the file seems to end after the maximum number of bytes', async () => {
  const file = new BoundedFile(brokenAfter(Buffer.alloc(1000)), { path: 'a.mp3', size: MEBIBYTE }, 100);

  expect(await file.readBuffer(new Uint8Array(60))).toBe(60);
  await expect(file.readBuffer(new Uint8Array(60))).rejects.toThrow('End-Of-Stream');
  expect(file.diskError).toBeNull();
});
