/** Bytes that the digest and the tags take for an MP3 file: an ID3v2.3 tag with a title, then `audio`. They do not decode. */
export function tinyMp3(title: string, audio: string): Buffer {
  const text = Buffer.concat([Buffer.from([3]), Buffer.from(title, 'utf8')]);
  const frame = Buffer.concat([Buffer.from('TIT2'), uint32(text.length), Buffer.from([0, 0]), text]);
  const header = Buffer.concat([Buffer.from('ID3'), Buffer.from([3, 0, 0]), syncsafe(frame.length)]);
  return Buffer.concat([header, frame, Buffer.from(audio, 'utf8')]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function syncsafe(value: number): Buffer {
  return Buffer.from([21, 14, 7, 0].map((shift) => (value >> shift) & 0x7f));
}
