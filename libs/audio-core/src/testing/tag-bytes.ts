/** A frame of an ID3v2 tag: its four-letter id (three in v2.2) and its content. */
export type Id3Frame = readonly [id: string, content: Buffer];

/** Return the bytes of an ID3v2 tag, without padding. https://id3.org/id3v2.3.0 */
export function id3v2Tag(version: 2 | 3 | 4, frames: readonly Id3Frame[]): Buffer {
  const body = Buffer.concat(frames.flatMap(([id, content]) => [frameHeader(version, id, content.length), content]));
  return Buffer.concat([Buffer.from('ID3'), Buffer.from([version, 0, 0]), synchsafe(body.length), body]);
}

/** Return the content of a text frame. UTF-16 has its byte order mark; v2.2 and v2.3 do not support UTF-8. */
export function textFrame(text: string, encoding: 'latin1' | 'utf16' | 'utf8'): Buffer {
  if (encoding === 'latin1') return Buffer.concat([Buffer.from([0]), Buffer.from(text, 'latin1')]);
  if (encoding === 'utf8') return Buffer.concat([Buffer.from([3]), Buffer.from(text, 'utf8')]);
  return Buffer.concat([Buffer.from([1, 0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
}

/** Return the content of an `APIC` frame (v2.3 and v2.4). @param kind 3 is the front cover, 0 another picture */
export function pictureFrame(mediaType: string, kind: number, picture: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`\0${mediaType}\0`, 'latin1'), Buffer.from([kind, 0]), picture]);
}

function frameHeader(version: 2 | 3 | 4, id: string, length: number): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(length);
  if (version === 2) return Buffer.concat([Buffer.from(id), size.subarray(1)]);
  return Buffer.concat([Buffer.from(id), version === 4 ? synchsafe(length) : size, Buffer.alloc(2)]);
}

/** Encode a size as in ID3v2: seven bits in each byte. */
export function synchsafe(size: number): Buffer {
  return Buffer.from([21, 14, 7, 0].map((shift) => (size >> shift) & 0x7f));
}

/** Encode a number in four bytes, little-endian. */
export function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/**
 * Return the header or footer of an APEv2 tag. https://wiki.hydrogenaud.io/index.php?title=APEv2_specification
 * @param itemBytes size of all its items
 */
export function apeBlock(itemBytes: number, items: number, flags: number): Buffer {
  return Buffer.concat([
    Buffer.from('APETAGEX'),
    uint32(2000),
    uint32(itemBytes + 32),
    uint32(items),
    uint32(flags),
    Buffer.alloc(8),
  ]);
}

/** Return the bytes before an item's value. @param size bytes of the value @param flags 0: text, 2: binary */
export function apeItemHead(key: string, size: number, flags = 0): Buffer {
  return Buffer.concat([uint32(size), uint32(flags), Buffer.from(`${key}\0`)]);
}

/** Return a FLAC metadata block of Vorbis comments, which is not the last block. https://xiph.org/flac/format.html */
export function vorbisComments(comments: readonly string[]): Buffer {
  const vendor = Buffer.from('test');
  const fields = comments.map((comment) => Buffer.from(comment));
  const body = Buffer.concat([
    uint32(vendor.length),
    vendor,
    uint32(fields.length),
    ...fields.flatMap((field) => [uint32(field.length), field]),
  ]);
  return flacBlock(4, body);
}

/** Return a FLAC metadata block, which is not the last one. @param type 4: comments, 6: a picture */
export function flacBlock(type: number, body: Buffer): Buffer {
  const header = Buffer.alloc(4);
  header.writeUInt32BE(body.length);
  header[0] = type;
  return Buffer.concat([header, body]);
}
