import { ID3Writer } from 'browser-id3-writer';
import { createMp3Encoder } from 'wasm-media-encoders';
import { SAMPLE_RATE } from '../audio/signal.ts';
import type { Stereo } from '../audio/stereo.ts';
import { renderPiece } from '../pieces/demo-pieces.ts';
import type { DemoPiece } from '../pieces/demo-pieces.ts';
import { coverPicture } from './cover-picture.ts';

const KILOBITS_PER_SECOND = 128;
/** ID3v2 picture type "cover (front)". */
const FRONT_COVER = 3;

/** Return a piece as the bytes of a tagged MP3 file, the same on every run. The pool runs this in its threads. */
export default async function makePiece(piece: DemoPiece): Promise<Uint8Array> {
  return tagMp3(await encodeMp3(renderPiece(piece)), piece);
}

/** Encode a piece as MP3 (LAME), without tags. */
async function encodeMp3(piece: Stereo): Promise<Uint8Array> {
  const encoder = await createMp3Encoder();
  encoder.configure({ sampleRate: SAMPLE_RATE, channels: 2, bitrate: KILOBITS_PER_SECOND });
  // The encoder returns its own buffer, which the next call overwrites.
  const frames = Uint8Array.from(encoder.encode([piece.left, piece.right]));
  return Buffer.concat([frames, encoder.finalize()]);
}

/** Put an ID3v2.3 tag before the frames of an MP3. */
function tagMp3(frames: Uint8Array, piece: DemoPiece): Uint8Array {
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

/** Copy bytes to a separate buffer, since the tag writer does not accept a view of a larger one. */
function exactBuffer(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer;
}
