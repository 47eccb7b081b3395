import { isSoundalikeError } from '@soundalike/errors';
import type { Excerpt } from '@soundalike/catalog';
import { decodeAudio } from '../decode/decode-audio.ts';
import type { Decoder, TimeWindow } from '../decode/decoder.ts';
import type { ModelSpec } from '../models/model-spec.ts';
import { readDuration } from '../tags/read-tags.ts';
import type { EmbeddingPool } from './embedding-pool.ts';
import type { TrackEmbedding } from './track-embedder.ts';

/** Means to embed files. */
export interface FileEmbedding {
  readonly pool: EmbeddingPool;
  readonly spec: ModelSpec;
  readonly decoder: Decoder;
  /** null: entire tracks. */
  readonly excerpt: Excerpt | null;
  readonly signal?: AbortSignal;
}

/**
 * Embed a file: all of it, or the windows of the excerpt. The decoder seeks to the windows; if they cannot be decoded,
 * the entire file is embedded. The duration is always that of the entire track.
 * @throws the errors of `decodeAudio` and `EmbeddingPool.embed`
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
    // The header of a truncated file states the original length, and there is no audio at the windows.
    if (!isSoundalikeError(error, 'DECODE_FAILED')) throw error;
    return pool.embed(decodeAudio(path, options));
  }
}

/**
 * Return the windows of an excerpt: the track is divided into as many equal parts, and each window is the middle of its
 * part.
 * @returns null for a track that is shorter than all windows together, or of unknown length: it is embedded entirely
 */
export function excerptWindows({ windows, seconds }: Excerpt, durationSeconds: number | null): TimeWindow[] | null {
  if (durationSeconds === null || durationSeconds < windows * seconds) return null;
  const part = durationSeconds / windows;
  return Array.from({ length: windows }, (_, n) => ({ startSeconds: part * (n + 0.5) - seconds / 2, seconds }));
}
