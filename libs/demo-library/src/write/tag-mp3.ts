import { ID3Writer } from 'browser-id3-writer';
import type { DemoPiece } from '../pieces/demo-piece.ts';
import { coverPicture } from './cover-picture.ts';

/** ID3v2 picture type "cover (front)". */
const FRONT_COVER = 3;

/** Puts an ID3v2.3 tag before the frames of an MP3. */
export function tagMp3(frames: Uint8Array, piece: DemoPiece): Uint8Array {
  const writer = new ID3Writer(exactBuffer(frames));
  writer
    .setFrame('TIT2', piece.title)
    .setFrame('TPE1', [piece.artist])
    .setFrame('TALB', piece.album)
    .setFrame('TCON', [piece.genre])
    .setFrame('TYER', piece.year)
    .setFrame('TRCK', String(piece.trackNumber))
    .setFrame('APIC', { type: FRONT_COVER, data: exactBuffer(coverPicture(piece)), description: '' });
  return new Uint8Array(writer.addTag());
}

/** The bytes in a buffer of their own: the tag writer takes no view on a larger one. */
function exactBuffer(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer;
}
