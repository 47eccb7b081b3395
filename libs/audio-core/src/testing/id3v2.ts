/** A frame of an ID3v2 tag: its four-letter id (three in v2.2) and its content. */
export type Id3Frame = readonly [id: string, content: Buffer];

/** The bytes of an ID3v2 tag, without padding. https://id3.org/id3v2.3.0 */
export function id3v2Tag(version: 2 | 3 | 4, frames: readonly Id3Frame[]): Buffer {
  const body = Buffer.concat(frames.flatMap(([id, content]) => [frameHeader(version, id, content.length), content]));
  return Buffer.concat([Buffer.from('ID3'), Buffer.from([version, 0, 0]), synchsafe(body.length), body]);
}

/** The content of a text frame. UTF-16 is written with its byte order mark; v2.2 and v2.3 know no UTF-8. */
export function textFrame(text: string, encoding: 'latin1' | 'utf16' | 'utf8'): Buffer {
  if (encoding === 'latin1') return Buffer.concat([Buffer.from([0]), Buffer.from(text, 'latin1')]);
  if (encoding === 'utf8') return Buffer.concat([Buffer.from([3]), Buffer.from(text, 'utf8')]);
  return Buffer.concat([Buffer.from([1, 0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
}

/** The content of an `APIC` frame (v2.3 and v2.4). @param kind 3 is the front cover, 0 another picture */
export function pictureFrame(mediaType: string, kind: number, picture: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`\0${mediaType}\0`, 'latin1'), Buffer.from([kind, 0]), picture]);
}

function frameHeader(version: 2 | 3 | 4, id: string, length: number): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(length);
  if (version === 2) return Buffer.concat([Buffer.from(id), size.subarray(1)]);
  return Buffer.concat([Buffer.from(id), version === 4 ? synchsafe(length) : size, Buffer.alloc(2)]);
}

/** A size as ID3v2 writes it: seven bits a byte. */
export function synchsafe(size: number): Buffer {
  return Buffer.from([21, 14, 7, 0].map((shift) => (size >> shift) & 0x7f));
}
