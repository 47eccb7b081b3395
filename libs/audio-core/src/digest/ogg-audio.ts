import type { FileBytes } from './file-bytes.ts';
import { OggStream } from './ogg-stream.ts';
import { StructureError } from './structure-error.ts';

const PAGE_HEADER_BYTES = 27;
const MAX_SEGMENTS = 255;
const BEGINS_STREAM = 0x02;

/** Streams of one file, beside or after one another: far more than anything has that is meant to be heard. */
const MAX_STREAMS = 1000;

/**
 * The packets of an Ogg file that begins at `start`, without those that hold comments. Pages do not count: a longer comment makes other
 * pages, with other numbers and checksums, of the same packets. RFC 3533
 */
export async function* oggAudio(file: FileBytes, start: number): AsyncGenerator<Buffer> {
  const streams = new Map<number, OggStream>();
  for (let position = start; position < file.size;) {
    const header = await file.read(position, PAGE_HEADER_BYTES + MAX_SEGMENTS);
    if (header.length < PAGE_HEADER_BYTES || header.toString('latin1', 0, 4) !== 'OggS')
      throw new StructureError('Ogg: expected a page');
    const serial = header.readUInt32LE(14);
    if (header[5]! & BEGINS_STREAM) streams.set(serial, new OggStream());
    if (streams.size > MAX_STREAMS) throw new StructureError(`Ogg: expected ${MAX_STREAMS} streams at most`);
    const stream = streams.get(serial);
    if (!stream) throw new StructureError('Ogg: page of a stream that has not begun');
    const segments = header.subarray(PAGE_HEADER_BYTES, PAGE_HEADER_BYTES + header[26]!);
    const bodyStart = position + PAGE_HEADER_BYTES + segments.length;
    const body = await file.read(
      bodyStart,
      segments.reduce((sum, length) => sum + length, 0),
    );
    yield* stream.page(segments, body);
    position = bodyStart + segments.reduce((sum, length) => sum + length, 0);
  }
}
