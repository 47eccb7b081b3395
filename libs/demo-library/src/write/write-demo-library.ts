import { demoPieces } from '../pieces/demo-pieces.ts';
import { writePieces } from './write-pieces.ts';
import type { WriteOptions } from './write-pieces.ts';

/** Writes the demonstration library into a folder, as `Artist/Album/NN Title.mp3`; the same bytes on every run. Throws as `writePieces` does. */
export async function writeDemoLibrary(folder: string, options: WriteOptions): Promise<void> {
  await writePieces(folder, demoPieces, options);
}
