import Tinypool from 'tinypool';
import type { DemoPiece } from '../pieces/demo-piece.ts';

/**
 * Makes the files of all pieces, on worker threads.
 * @returns their bytes, in order
 * @throws the signal's reason once it is aborted; the pieces then under way are given up
 */
export async function makePieces(
  pieces: readonly DemoPiece[],
  threads: number,
  signal: AbortSignal,
  onMade: () => void,
): Promise<Uint8Array[]> {
  signal.throwIfAborted();
  const needed = Math.min(threads, pieces.length);
  const pool = new Tinypool({
    filename: new URL('./make-piece.ts', import.meta.url).href,
    minThreads: needed,
    maxThreads: needed,
  });
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const abort = (): void => reject(signal.reason);
  signal.addEventListener('abort', abort);
  try {
    const making = pieces.map(async (piece) => {
      const bytes = (await pool.run(piece)) as Uint8Array;
      onMade();
      return bytes;
    });
    return await Promise.race([Promise.all(making), aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
    await pool.destroy();
  }
}
