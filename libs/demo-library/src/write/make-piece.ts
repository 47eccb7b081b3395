import type { DemoPiece } from '../pieces/demo-piece.ts';
import { renderPiece } from '../pieces/render-piece.ts';
import { encodeMp3 } from './encode-mp3.ts';
import { tagMp3 } from './tag-mp3.ts';

/** A piece as the bytes of a tagged MP3 file; the same on every run. The pool runs this on its threads. */
export default async function makePiece(piece: DemoPiece): Promise<Uint8Array> {
  return tagMp3(await encodeMp3(renderPiece(piece)), piece);
}
