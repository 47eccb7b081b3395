import { readFile, writeFile } from 'node:fs/promises';

/** A picture of one transparent dot. */
export const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

/** Puts front cover art before an MP3 file, in an ID3v2.3 tag of its own. */
export async function addCover(path: string, picture: Buffer, mediaType = 'image/png'): Promise<void> {
  const frontCover = 3;
  const body = Buffer.concat([Buffer.from([0]), Buffer.from(`${mediaType}\0`, 'latin1'), Buffer.from([frontCover, 0]), picture]);
  const frame = Buffer.concat([Buffer.from('APIC'), bigEndian(body.length), Buffer.from([0, 0]), body]);
  const tag = Buffer.concat([Buffer.from('ID3'), Buffer.from([3, 0, 0]), synchsafe(frame.length), frame]);
  await writeFile(path, Buffer.concat([tag, await readFile(path)]));
}

function bigEndian(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** Seven bits a byte, as ID3v2 counts a tag. */
function synchsafe(value: number): Buffer {
  return Buffer.from([21, 14, 7, 0].map((shift) => (value >> shift) & 0x7f));
}
