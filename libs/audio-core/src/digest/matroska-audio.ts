import { StructureError } from './file-bytes.ts';
import type { FileBytes } from './file-bytes.ts';

const MAX_ID_BYTES = 4;
const MAX_SIZE_BYTES = 8;
/** Time code and flags, after the number of the track. */
const BLOCK_HEADER_BYTES = 3;

const SEGMENT = 0x1853_8067;
const CLUSTER = 0x1f43_b675;
const BLOCK_GROUP = 0xa0;
/** Elements that contain blocks. Their sizes, which can be unknown, do not matter: what they contain follows. */
const CONTAINERS: ReadonlySet<number> = new Set([SEGMENT, CLUSTER, BLOCK_GROUP]);

const BLOCK = 0xa1;
const SIMPLE_BLOCK = 0xa3;

/** First bytes of a Matroska or WebM file. */
export const MATROSKA_MARK = '\x1aE\xdf\xa3';

/**
 * Yield the frames of a Matroska or WebM file that begins at `start`: the blocks without their headers, which have times
 * and change with the layout of the file. Tags, chapters, covers and indexes are in other elements. RFC 8794, RFC 9559
 * @throws StructureError
 */
export async function* matroskaAudio(file: FileBytes, start: number): AsyncGenerator<Buffer> {
  for (let position = start; position < file.size;) {
    const header = await file.read(position, MAX_ID_BYTES + MAX_SIZE_BYTES);
    const idBytes = vintBytes(header, 0, MAX_ID_BYTES);
    const sizeBytes = vintBytes(header, idBytes, MAX_SIZE_BYTES);
    if (header.length < idBytes + sizeBytes) return;
    const id = header.readUIntBE(0, idBytes);
    const content = position + idBytes + sizeBytes;
    if (CONTAINERS.has(id)) {
      position = content;
      continue;
    }
    const size = vintValue(header, idBytes, sizeBytes);
    if (size === null) throw new StructureError('Matroska: an element without blocks has no size');
    const end = content + size;
    if (id === BLOCK || id === SIMPLE_BLOCK) {
      const trackBytes = vintBytes(await file.read(content, MAX_SIZE_BYTES), 0, MAX_SIZE_BYTES);
      yield* file.stream(content + trackBytes + BLOCK_HEADER_BYTES, Math.min(end, file.size));
    }
    position = end;
  }
}

/** Return the length of the variable-length integer at `offset`: one more than its leading zero bits. */
function vintBytes(bytes: Buffer, offset: number, most: number): number {
  const length = Math.clz32(bytes[offset] ?? 0) - 23;
  if (length > most) throw new StructureError('Matroska: there is no element where one should begin');
  return length;
}

/** Return the value of a variable-length integer of `length` bytes; null if all its bits are 1: unknown. */
function vintValue(bytes: Buffer, offset: number, length: number): number | null {
  let value = bytes[offset]! & (0xff >> length);
  let isUnknown = value === 0xff >> length;
  for (const byte of bytes.subarray(offset + 1, offset + length)) {
    value = value * 256 + byte;
    isUnknown &&= byte === 0xff;
  }
  return isUnknown ? null : value;
}
