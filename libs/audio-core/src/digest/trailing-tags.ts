import { APE_BLOCK_BYTES, apeTagSize } from './ape-tag.ts';
import type { FileBytes } from './file-bytes.ts';
import { id3v2Size } from './leading-tags.ts';

const ID3V1_BYTES = 128;
/** Of the rare "enhanced" block before an ID3v1 tag. */
const ID3V1_ENHANCED_BYTES = 227;
const ID3V2_FOOTER_BYTES = 10;
const LYRICS3_END_BYTES = 9;
const LYRICS3_SIZE_DIGITS = 6;
const LYRICS3V1_MAX_BYTES = 5100 + 20;

/** Size of the tag that ends at `end`, null when none does. */
type TrailingTag = (file: FileBytes, end: number) => Promise<number | null>;

/** Where the tags at the end of a file begin: ID3v1, APEv2, Lyrics3 and appended ID3v2 tags, in any order. */
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
  const text = await textBefore(
    file,
    end,
    LYRICS3_SIZE_DIGITS + LYRICS3_END_BYTES,
    LYRICS3_SIZE_DIGITS + LYRICS3_END_BYTES,
  );
  const digits = /^(\d{6})LYRICS200$/u.exec(text)?.[1];
  return digits === undefined ? null : Number(digits) + text.length;
};

/** http://id3.org/Lyrics3: no size is stored. */
const lyrics3v1: TrailingTag = async (file, end) => {
  if ((await textBefore(file, end, LYRICS3_END_BYTES, LYRICS3_END_BYTES)) !== 'LYRICSEND') return null;
  const length = Math.min(end, LYRICS3V1_MAX_BYTES);
  const begin = (await textBefore(file, end, length, length)).lastIndexOf('LYRICSBEGIN');
  return begin === -1 ? null : length - begin;
};

const appendedId3v2: TrailingTag = async (file, end) =>
  end < ID3V2_FOOTER_BYTES ? null : id3v2Size(file, end - ID3V2_FOOTER_BYTES, '3DI');

const TRAILING_TAGS: readonly TrailingTag[] = [id3v1, ape, lyrics3v2, lyrics3v1, appendedId3v2];

/** `length` bytes that begin `distance` bytes before `end`, each as one character; '' when the file is shorter. */
async function textBefore(file: FileBytes, end: number, distance: number, length: number): Promise<string> {
  return end < distance ? '' : (await file.read(end - distance, length)).toString('latin1');
}
