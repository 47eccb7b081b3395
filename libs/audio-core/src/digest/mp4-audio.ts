import { StructureError } from './file-bytes.ts';
import type { FileBytes } from './file-bytes.ts';

const HEADER_BYTES = 8;
const LARGE_SIZE = 1;
const TO_THE_END = 0;

/**
 * Yield the media data of an MP4 file that begins at `start`. Tagging rewrites the other boxes, and moves this one.
 * ISO/IEC 14496-12
 * @throws StructureError
 */
export async function* mp4Audio(file: FileBytes, start: number): AsyncGenerator<Buffer> {
  for (let position = start; position < file.size;) {
    const header = await file.read(position, HEADER_BYTES * 2);
    if (header.length < HEADER_BYTES) return;
    const size = boxSize(header, file.size - position);
    const headerBytes = header.readUInt32BE(0) === LARGE_SIZE ? HEADER_BYTES * 2 : HEADER_BYTES;
    if (size < headerBytes) throw new StructureError('MP4: there is no box where one should begin');
    if (header.toString('latin1', 4, 8) === 'mdat')
      yield* file.stream(position + headerBytes, Math.min(position + size, file.size));
    position += size;
  }
}

function boxSize(header: Buffer, left: number): number {
  const size = header.readUInt32BE(0);
  if (size === TO_THE_END) return left;
  return size === LARGE_SIZE && header.length === HEADER_BYTES * 2
    ? Number(header.readBigUInt64BE(HEADER_BYTES))
    : size;
}
