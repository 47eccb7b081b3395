import { id3v2Tag, textFrame } from '@soundalike/audio-core/testing';

/** Bytes that the digest and the tags take for an MP3 file: an ID3v2.4 tag with a title, then `audio`. They do not decode. */
export function tinyMp3(title: string, audio: string): Buffer {
  return Buffer.concat([id3v2Tag(4, [['TIT2', textFrame(title, 'utf8')]]), Buffer.from(audio, 'utf8')]);
}
