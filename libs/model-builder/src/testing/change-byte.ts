import { open } from 'node:fs/promises';

/** Changes one byte of a file, whatever it is. */
export async function changeByte(path: string, position: number): Promise<void> {
  await using file = await open(path, 'r+');
  const byte = Buffer.alloc(1);
  await file.read(byte, 0, 1, position);
  byte[0]! ^= 1;
  await file.write(byte, 0, 1, position);
}
