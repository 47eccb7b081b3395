import { StructureError } from './file-bytes.ts';
import type { FileBytes } from './file-bytes.ts';
import { skipTrailingTags } from './skip-tags.ts';

const MARK_BYTES = 4;
const BLOCK_HEADER_BYTES = 4;
const IS_LAST = 0x80;
const STREAMINFO = 0;

/**
 * Yield the STREAMINFO block and the frames of a FLAC file that begins at `start`. The other metadata blocks are tags,
 * covers, seek tables and padding. RFC 9639
 * @throws StructureError
 */
export async function* flacAudio(file: FileBytes, start: number): AsyncGenerator<Buffer> {
  let position = start + MARK_BYTES;
  for (let isLast = false; !isLast;) {
    const header = await file.read(position, BLOCK_HEADER_BYTES);
    if (header.length < BLOCK_HEADER_BYTES) throw new StructureError('FLAC: the file ends inside its metadata');
    isLast = (header[0]! & IS_LAST) !== 0;
    const type = header[0]! & ~IS_LAST;
    const end = position + BLOCK_HEADER_BYTES + header.readUIntBE(1, 3);
    if (type === STREAMINFO) yield* file.stream(position + BLOCK_HEADER_BYTES, end);
    position = end;
  }
  yield* file.stream(position, await skipTrailingTags(file, position));
}
