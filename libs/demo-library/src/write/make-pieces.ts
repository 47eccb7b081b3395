import Tinypool from 'tinypool';
import type { DemoPiece } from '../pieces/demo-pieces.ts';

/**
 * Synthesise the files of all pieces, on worker threads.
 * @returns the bytes of each file, in order
 * @throws the signal's reason when it is aborted; unfinished pieces are discarded
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
    const results = pieces.map(async (piece) => {
      const bytes = (await pool.run(piece)) as Uint8Array;
      onMade();
      return bytes;
    });
    return await Promise.race([Promise.all(results), aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
    await pool.destroy();
  }
}
