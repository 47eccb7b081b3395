/** A segment of this length is followed by more of its packet. */
const FULL_SEGMENT = 255;

/** Of FLAC in Ogg: what every packet of audio begins with; the others are metadata blocks. */
const FLAC_FRAME = 0xff;

/** How a codec tells its comment packets: by their place in the stream, or by their first byte. */
type IsComment = (index: number, firstByte: number) => boolean;

const COMMENTS: readonly (readonly [identification: string, isComment: IsComment])[] = [
  ['\x01vorbis', (index) => index === 1],
  ['OpusHead', (index) => index === 1],
  ['Speex   ', (index) => index === 1],
  ['\x7fFLAC', (index, firstByte) => index > 0 && firstByte !== FLAC_FRAME],
];

/** One logical stream of an Ogg file, told page by page. */
export class OggStream {
  #isComment: IsComment = () => false;
  #index = -1;
  #inPacket = false;
  #skips = false;

  /** Yields what the page holds of packets that are no comments. */
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
