import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { DemoPiece } from '../pieces/demo-piece.ts';
import { makePieces } from './make-pieces.ts';
import { writeNewFile } from './write-new-file.ts';

/** How pieces are written. */
export interface WriteOptions {
  readonly signal: AbortSignal;
  /** Worker threads that make pieces, at least 1. Default: one for each core. */
  readonly threads?: number;
  /** Called after each piece that is made. */
  readonly onProgress?: (made: number, total: number) => void;
}

/**
 * Writes pieces into a folder. Nothing is written before every piece is made, so that a run that is broken off leaves no half library.
 * @throws the signal's reason once it is aborted
 * @throws Error when a file with other content has the name of a piece; that file is not touched
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
