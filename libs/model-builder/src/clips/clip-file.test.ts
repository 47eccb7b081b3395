import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { withClipFile } from './clip-file.ts';

async function* parts(...sizes: number[]): AsyncGenerator<Uint8Array> {
  for (const [index, size] of sizes.entries()) yield new Uint8Array(size).fill(index);
}

test('the file has all bytes while it is used, and is deleted afterwards', async () => {
  let used = '';
  const bytes = await withClipFile(parts(3, 2), 5, async (path) => {
    used = path;
    return readFile(path);
  });
  expect([...bytes]).toEqual([0, 0, 0, 1, 1]);
  expect(existsSync(used)).toBe(false);
});

test('the file is deleted when its use fails', async () => {
  let used = '';
  const failing = withClipFile(parts(3), 5, async (path) => {
    used = path;
    throw new Error('not heard');
  });
  await expect(failing).rejects.toThrow('not heard');
  expect([used === '', existsSync(used)]).toEqual([false, false]);
});

test('a clip that is too large is not read to its end, nor used', async () => {
  let read = 0;
  async function* endless(): AsyncGenerator<Uint8Array> {
    for (;;) {
      read++;
      yield new Uint8Array(10);
    }
  }
  const use = async (): Promise<never> => expect.fail('used');
  await expect(withClipFile(endless(), 35, use)).rejects.toMatchObject({ code: 'DECODE_LIMIT' });
  expect(read).toBe(4);
});
