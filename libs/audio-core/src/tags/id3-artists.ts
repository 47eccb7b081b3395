import { openRegularFile } from '../files/open-regular-file.ts';

const HEADER_BYTES = 10;
const HAS_EXTENDED_HEADER = 0x40;

/** Above any real tag whose artists are at its start; covers are usually behind them. */
const MAX_TAG_BYTES = 16 * 2 ** 20;

/** Names of the frames with artists, by the version of ID3v2. */
const ARTIST_FRAMES: Readonly<Record<number, string>> = { 2: 'TP1', 3: 'TPE1' };

/** Numbers of the text encodings in a frame, others are UTF-8. https://id3.org/id3v2.4.0-structure */
const LATIN1 = 0;
const UTF16 = 1;
const UTF16_BE = 2;

/**
 * Read the artists of an ID3v2.2 or v2.3 tag at the start of a file as they are written: one for each frame, or for
 * each text in a frame that ends with a zero. The standard separates artists by a slash there, but AC/DC is one, and
 * nothing tells the two apart.
 * @returns null if the file does not begin with such a tag, or the tag has no artist
 */
export async function readWrittenArtists(path: string): Promise<string[] | null> {
  const { handle, size } = await openRegularFile(path);
  try {
    const header = Buffer.alloc(HEADER_BYTES);
    await handle.read(header, 0, HEADER_BYTES, 0);
    const name = header.toString('latin1', 0, 3) === 'ID3' ? ARTIST_FRAMES[header[3]!] : undefined;
    if (name === undefined) return null;
    const bodyBytes = header.subarray(6).reduce((sum, byte) => sum * 128 + (byte & 0x7f), 0);
    const body = Buffer.alloc(Math.max(0, Math.min(bodyBytes, size - HEADER_BYTES, MAX_TAG_BYTES)));
    await handle.read(body, 0, body.length, HEADER_BYTES);
    const frames = framesOf(body, header);
    const artists = frames.filter((frame) => frame.name === name).flatMap(({ content }) => textsOf(content));
    return artists.length === 0 ? null : artists;
  } finally {
    await handle.close().catch(() => undefined);
  }
}

interface Frame {
  readonly name: string;
  readonly content: Buffer;
}

function framesOf(body: Buffer, header: Buffer): Frame[] {
  const isShort = header[3] === 2;
  const frameHeaderBytes = isShort ? 6 : 10;
  // Only v2.3 has one; its size does not count itself.
  const hasExtendedHeader = !isShort && (header[5]! & HAS_EXTENDED_HEADER) !== 0 && body.length >= 4;
  let at = hasExtendedHeader ? 4 + body.readUInt32BE(0) : 0;
  const frames: Frame[] = [];
  while (at + frameHeaderBytes <= body.length && body[at] !== 0) {
    const name = body.toString('latin1', at, at + (isShort ? 3 : 4));
    const size = isShort ? body.readUIntBE(at + 3, 3) : body.readUInt32BE(at + 4);
    at += frameHeaderBytes;
    frames.push({ name, content: body.subarray(at, at + size) });
    at += size;
  }
  return frames;
}

function textsOf(content: Buffer): string[] {
  const [encoding = 0, first = 0, second = 0] = content;
  const isBigEndian = encoding === UTF16_BE || (encoding === UTF16 && first === 0xfe && second === 0xff);
  const decoder = new TextDecoder(isBigEndian ? 'utf-16be' : encoding === UTF16 ? 'utf-16le' : 'utf-8');
  const bytes = content.subarray(1);
  // The Latin-1 of `TextDecoder` is Windows-1252.
  const text = encoding === LATIN1 ? bytes.toString('latin1') : decoder.decode(bytes);
  return text
    .split('\0')
    .map((part) => part.replace(/^\uFEFF/u, '').trim())
    .filter((part) => part !== '');
}
