import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { demoPieces } from '../pieces/demo-pieces.ts';
import type { DemoPiece } from '../pieces/demo-pieces.ts';
import { makePieces } from './make-pieces.ts';
import { writeNewFile } from './write-new-file.ts';

/** Options of `writeDemoLibrary`. */
export interface WriteOptions {
  readonly signal: AbortSignal;
  /** Worker threads that make pieces, at least 1. Default: one for each core. */
  readonly threads?: number;
  /** Called after each synthesised piece. */
  readonly onProgress?: (made: number, total: number) => void;
}

/**
 * Write pieces to a folder. Nothing is written before every piece is synthesised, so that an interrupted run leaves no
 * incomplete library.
 * @throws the signal's reason when it is aborted
 * @throws Error if another file has the path of a piece; that file is not changed
 */
export async function writePieces(
  folder: string,
  pieces: readonly DemoPiece[],
  { signal, threads = availableParallelism(), onProgress }: WriteOptions,
): Promise<void> {
  let made = 0;
  const files = await makePieces(pieces, threads, signal, () => onProgress?.(++made, pieces.length));
  for (const [index, { path }] of pieces.entries()) {
    signal.throwIfAborted();
    await writeNewFile(join(folder, path), files[index]!);
  }
}

/**
 * Write the demonstration library to a folder, as `Artist/Album/NN Title.mp3`; the same bytes on every run.
 * @throws as `writePieces`
 */
export async function writeDemoLibrary(folder: string, options: WriteOptions): Promise<void> {
  await writePieces(folder, demoPieces, options);
}
