import { isSoundalikeError } from '@soundalike/errors';
import type { Excerpt } from '@soundalike/catalog';
import { decodeAudio } from '../decode/decode-audio.ts';
import type { Decoder } from '../decode/decoder.ts';
import type { ModelSpec } from '../models/model-spec.ts';
import { readDuration } from '../tags/read-tags.ts';
import type { EmbeddingPool } from './embedding-pool.ts';
import { excerptWindows } from './excerpt-windows.ts';
import type { TrackEmbedding } from './track-embedder.ts';

/** What files are embedded with. */
export interface FileEmbedding {
  readonly pool: EmbeddingPool;
  readonly spec: ModelSpec;
  readonly decoder: Decoder;
  /** null: whole tracks. */
  readonly excerpt: Excerpt | null;
  readonly signal?: AbortSignal;
}

/**
 * Embeds a file: all of it, or the windows of the excerpt, which are sought to rather than read up to; all of it, too, where the windows cannot be decoded. The duration is always the whole track's.
 * @throws as `decodeAudio` and `EmbeddingPool.embed`
 */
export async function embedFile(
  path: string,
  { pool, spec, decoder, excerpt, signal }: FileEmbedding,
): Promise<TrackEmbedding> {
  const { sampleRate } = spec.features;
  const options = { sampleRate, decoder, ...(signal && { signal }) };
  const durationSeconds = excerpt && (await readDuration(path));
  const windows = excerpt && excerptWindows(excerpt, durationSeconds);
  if (excerpt === null || windows === null || durationSeconds === null) return pool.embed(decodeAudio(path, options));
  try {
    const embedded = await pool.embed(decodeAudio(path, { ...options, windows }), excerpt.seconds * sampleRate);
    return { ...embedded, durationSeconds };
  } catch (error) {
    // A file that was cut off says the length that it once had, and nothing is where the windows were to be.
    if (!isSoundalikeError(error, 'DECODE_FAILED')) throw error;
    return pool.embed(decodeAudio(path, options));
  }
}
