import { StructureError } from './file-bytes.ts';
import type { FileBytes } from './file-bytes.ts';

const PAGE_HEADER_BYTES = 27;
const MAX_SEGMENTS = 255;
const BEGINS_STREAM = 0x02;

/** Streams of one file, interleaved or consecutive: far more than any real file has. */
const MAX_STREAMS = 1000;

/** A segment of this length is followed by more of its packet. */
const FULL_SEGMENT = 255;

/** First byte of every audio packet of FLAC in Ogg. The other packets are metadata blocks. */
const FLAC_FRAME = 0xff;

/** Tell comment packets from others, by their index in the stream or by their first byte. */
type IsComment = (index: number, firstByte: number) => boolean;

const COMMENTS: readonly (readonly [identification: string, isComment: IsComment])[] = [
  ['\x01vorbis', (index) => index === 1],
  ['OpusHead', (index) => index === 1],
  ['Speex   ', (index) => index === 1],
  ['\x7fFLAC', (index, firstByte) => index > 0 && firstByte !== FLAC_FRAME],
];

/**
 * Yield the packets of an Ogg file that begins at `start`, without those of comments. Page headers do not count: a
 * longer comment leads to other pages, with other numbers and checksums, of the same packets. RFC 3533
 * @throws StructureError
 */
export async function* oggAudio(file: FileBytes, start: number): AsyncGenerator<Buffer> {
  const streams = new Map<number, OggStream>();
  for (let position = start; position < file.size;) {
    const header = await file.read(position, PAGE_HEADER_BYTES + MAX_SEGMENTS);
    if (header.length < PAGE_HEADER_BYTES || header.toString('latin1', 0, 4) !== 'OggS')
      throw new StructureError('Ogg: there is no page where one should begin');
    const serial = header.readUInt32LE(14);
    if (header[5]! & BEGINS_STREAM) streams.set(serial, new OggStream());
    if (streams.size > MAX_STREAMS) throw new StructureError(`Ogg: there are more than ${MAX_STREAMS} streams`);
    const stream = streams.get(serial);
    if (!stream) throw new StructureError('Ogg: a page belongs to a stream that has not begun');
    const segments = header.subarray(PAGE_HEADER_BYTES, PAGE_HEADER_BYTES + header[26]!);
    const bodyStart = position + PAGE_HEADER_BYTES + segments.length;
    const bodyLength = segments.reduce((sum, length) => sum + length, 0);
    const body = await file.read(bodyStart, bodyLength);
    yield* stream.page(segments, body);
    position = bodyStart + bodyLength;
  }
}

/** One logical stream of an Ogg file, read page by page. */
class OggStream {
  #isComment: IsComment = () => false;
  #index = -1;
  #inPacket = false;
  #skips = false;

  /** Yield the parts of a page that do not belong to comment packets. */
  *page(segments: Buffer, body: Buffer): Generator<Buffer> {
    let position = 0;
    for (const length of segments) {
      const segment = body.subarray(position, position + length);
      if (!this.#inPacket) this.#begin(segment);
      if (!this.#skips) yield segment;
      this.#inPacket = length === FULL_SEGMENT;
      position += length;
    }
  }

  #begin(segment: Buffer): void {
    this.#index++;
    if (this.#index === 0) {
      const start = segment.toString('latin1', 0, 8);
      this.#isComment = COMMENTS.find(([identification]) => start.startsWith(identification))?.[1] ?? this.#isComment;
    }
    this.#skips = this.#isComment(this.#index, segment[0] ?? 0);
  }
}
