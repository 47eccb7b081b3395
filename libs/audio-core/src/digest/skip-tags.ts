import type { FileBytes } from './file-bytes.ts';

const ID3V2_HEADER_BYTES = 10;
const ID3V2_HAS_FOOTER = 0x10;

const APE_MARK = 'APETAGEX';
/** Size of the header, and of the footer. */
const APE_BLOCK_BYTES = 32;
const APE_HAS_HEADER = 0x8000_0000;
const APE_IS_HEADER = 0x2000_0000;

const ID3V1_BYTES = 128;
/** Size of the rare "enhanced" block before an ID3v1 tag. */
const ID3V1_ENHANCED_BYTES = 227;
const LYRICS3_END_BYTES = 9;
const LYRICS3_SIZE_DIGITS = 6;
const LYRICS3V1_MAX_BYTES = 5100 + 20;

/** Return the size in bytes of the tag that ends at `end`, or null if there is none. */
type TrailingTag = (file: FileBytes, end: number) => Promise<number | null>;

/** Return the position where the tags at the start of a file end: any number of ID3v2 and APEv2 tags. */
export async function skipLeadingTags(file: FileBytes): Promise<number> {
  let start = 0;
  while (start < file.size) {
    const size = (await id3v2Size(file, start, 'ID3')) ?? apeTagSize(await file.read(start, APE_BLOCK_BYTES), 'header');
    if (size === null) break;
    start += size;
  }
  return start;
}

/** Return where the tags at the end of a file begin: ID3v1, APEv2, Lyrics3 and appended ID3v2 tags, in any order. */
export async function skipTrailingTags(file: FileBytes, start: number): Promise<number> {
  let end = file.size;
  while (end > start) {
    const size = await trailingTagSize(file, end);
    if (size === null || size <= 0 || size > end - start) break;
    end -= size;
  }
  return end;
}

async function trailingTagSize(file: FileBytes, end: number): Promise<number | null> {
  for (const tag of TRAILING_TAGS) {
    const size = await tag(file, end);
    if (size !== null) return size;
  }
  return null;
}

const id3v1: TrailingTag = async (file, end) => {
  if ((await textBefore(file, end, ID3V1_BYTES, 3)) !== 'TAG') return null;
  const hasEnhanced = (await textBefore(file, end - ID3V1_BYTES, ID3V1_ENHANCED_BYTES, 4)) === 'TAG+';
  return ID3V1_BYTES + (hasEnhanced ? ID3V1_ENHANCED_BYTES : 0);
};

const ape: TrailingTag = async (file, end) =>
  end < APE_BLOCK_BYTES ? null : apeTagSize(await file.read(end - APE_BLOCK_BYTES, APE_BLOCK_BYTES), 'footer');

/** http://id3.org/Lyrics3v2 */
const lyrics3v2: TrailingTag = async (file, end) => {
  const length = LYRICS3_SIZE_DIGITS + LYRICS3_END_BYTES;
  const text = await textBefore(file, end, length, length);
  const digits = /^(\d{6})LYRICS200$/u.exec(text)?.[1];
  return digits === undefined ? null : Number(digits) + text.length;
};

/** http://id3.org/Lyrics3: the tag does not store its size. */
const lyrics3v1: TrailingTag = async (file, end) => {
  if ((await textBefore(file, end, LYRICS3_END_BYTES, LYRICS3_END_BYTES)) !== 'LYRICSEND') return null;
  const length = Math.min(end, LYRICS3V1_MAX_BYTES);
  const begin = (await textBefore(file, end, length, length)).lastIndexOf('LYRICSBEGIN');
  return begin === -1 ? null : length - begin;
};

const appendedId3v2: TrailingTag = async (file, end) =>
  end < ID3V2_HEADER_BYTES ? null : id3v2Size(file, end - ID3V2_HEADER_BYTES, '3DI');

const TRAILING_TAGS: readonly TrailingTag[] = [id3v1, ape, lyrics3v2, lyrics3v1, appendedId3v2];

/**
 * Return the size of an ID3v2 tag with its header and footer, by the header (`ID3`) or footer (`3DI`) at `position`;
 * null if there is none. https://id3.org/id3v2.4.0-structure
 */
async function id3v2Size(file: FileBytes, position: number, mark: 'ID3' | '3DI'): Promise<number | null> {
  const header = await file.read(position, ID3V2_HEADER_BYTES);
  if (
    header.length < ID3V2_HEADER_BYTES ||
    header.toString('latin1', 0, 3) !== mark ||
    header[3] === 0xff ||
    header[4] === 0xff
  )
    return null;
  const size = header.subarray(6);
  if (size.some((byte) => byte > 0x7f)) return null;
  const bodyBytes = size.reduce((sum, byte) => sum * 128 + byte, 0);
  return ID3V2_HEADER_BYTES + bodyBytes + (header[5]! & ID3V2_HAS_FOOTER ? ID3V2_HEADER_BYTES : 0);
}

/**
 * Return the size of an APEv2 tag with its header and footer, by one of these blocks; null if the block is not of the
 * requested kind. https://wiki.hydrogenaud.io/index.php?title=APE_Tags_Header
 */
function apeTagSize(block: Buffer, kind: 'header' | 'footer'): number | null {
  if (block.length < APE_BLOCK_BYTES || block.toString('latin1', 0, APE_MARK.length) !== APE_MARK) return null;
  const flags = block.readUInt32LE(20);
  if (((flags & APE_IS_HEADER) !== 0) !== (kind === 'header')) return null;
  // The size stored counts the items and the footer, but not the header.
  const itemsAndFooter = block.readUInt32LE(12);
  return itemsAndFooter + (kind === 'header' || (flags & APE_HAS_HEADER) !== 0 ? APE_BLOCK_BYTES : 0);
}

/** Read `length` bytes that begin `distance` bytes before `end`, each as one character; '' if the file is shorter. */
async function textBefore(file: FileBytes, end: number, distance: number, length: number): Promise<string> {
  return end < distance ? '' : (await file.read(end - distance, length)).toString('latin1');
}
