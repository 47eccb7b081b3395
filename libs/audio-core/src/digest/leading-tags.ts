import type { FileBytes } from './file-bytes.ts';
import { apeTagSize } from './ape-tag.ts';

const HEADER_BYTES = 10;
const HAS_FOOTER = 0x10;

/** Where the tags at the start of a file end: any number of ID3v2 and APEv2 tags. */
export async function skipLeadingTags(file: FileBytes): Promise<number> {
  let start = 0;
  while (start < file.size) {
    const size = (await id3v2Size(file, start)) ?? (await apeTagAt(file, start));
    if (size === null) break;
    start += size;
  }
  return start;
}

/** Size of the ID3v2 tag that begins at `position`, with its header and footer; null when none does. https://id3.org/id3v2.4.0-structure */
export async function id3v2Size(
  file: FileBytes,
  position: number,
  mark: 'ID3' | '3DI' = 'ID3',
): Promise<number | null> {
  const header = await file.read(position, HEADER_BYTES);
  if (
    header.length < HEADER_BYTES ||
    header.toString('latin1', 0, 3) !== mark ||
    header[3] === 0xff ||
    header[4] === 0xff
  )
    return null;
  const size = header.subarray(6);
  if (size.some((byte) => byte > 0x7f)) return null;
  return HEADER_BYTES + size.reduce((sum, byte) => sum * 128 + byte, 0) + (header[5]! & HAS_FOOTER ? HEADER_BYTES : 0);
}

async function apeTagAt(file: FileBytes, position: number): Promise<number | null> {
  return apeTagSize(await file.read(position, 32), 'header');
}
