import { isSoundalikeError, SoundalikeError } from '@soundalike/errors';
import type { ErrorCode } from '@soundalike/errors';
import type { Excerpt } from '@soundalike/catalog';
import type { DecodeLimits } from '../decode/decode-process.ts';
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
  /** Part to embed instead of the track or its excerpt; default: none. */
  readonly part?: TimeWindow;
  readonly signal?: AbortSignal;
  /** Default: `DECODE_LIMITS`. */
  readonly limits?: Partial<DecodeLimits>;
}

/**
 * Errors of an excerpt after which the entire file is embedded: there is nothing to decode at the windows, or too
 * little, or only silence.
 */
const EXCERPT_ERRORS: readonly ErrorCode[] = ['DECODE_FAILED', 'TOO_SHORT', 'SILENT'];

/** Seconds that the windows together can be shorter than planned because the length of the file is only known roughly. */
const SHORTFALL_SECONDS = 0.5;

/**
 * Embed a file: all of it, or the windows of the excerpt, to which the decoder seeks. The entire file is embedded if
 * it cannot be decoded at all windows, as when a header states more audio than there is, or if all windows are silent.
 * The duration is that of the entire track, but of a part, that of what there is of it.
 * @throws the errors of `decodeAudio` and `EmbeddingPool.embed`; `TOO_SHORT` if the file ends before the part begins
 */
export async function embedFile(path: string, options: FileEmbedding): Promise<TrackEmbedding> {
  const { pool, decoder, excerpt, part, signal, limits } = options;
  const file = { path, decoder, ...(limits && { limits }) };
  if (part) {
    const embedded = pool.embed({ ...file, windows: [part] }, { signal });
    return embedded.catch((error: unknown) => explainPart(path, part, error));
  }
  return (excerpt && (await embedExcerpt(path, excerpt, options))) ?? pool.embed(file, { signal });
}

/** Say that the part begins after the end, if that is why nothing could be decoded. @throws that, or the error as it is */
async function explainPart(path: string, { startSeconds }: TimeWindow, error: unknown): Promise<never> {
  const duration = isSoundalikeError(error, 'DECODE_FAILED') ? await readDuration(path).catch(() => null) : null;
  if (duration === null || duration > startSeconds) throw error;
  throw new SoundalikeError(
    'TOO_SHORT',
    `the part would begin at ${startSeconds} s, but the file ends at ${duration.toFixed(1)} s`,
    { cause: error },
  );
}

/** Embed the windows of the excerpt. @returns null if the entire file must be embedded instead */
async function embedExcerpt(
  path: string,
  excerpt: Excerpt,
  { pool, spec, decoder, signal, limits }: FileEmbedding,
): Promise<TrackEmbedding | null> {
  const durationSeconds = await readDuration(path);
  const windows = excerptWindows(excerpt, durationSeconds);
  if (windows === null || durationSeconds === null) return null;
  try {
    const embedded = await pool.embed(
      { path, decoder, windows, ...(limits && { limits }) },
      { windowSamples: excerpt.seconds * spec.features.sampleRate, signal },
    );
    const missing = excerpt.windows * excerpt.seconds - embedded.durationSeconds;
    return missing > SHORTFALL_SECONDS ? null : { ...embedded, durationSeconds };
  } catch (error) {
    if (EXCERPT_ERRORS.some((code) => isSoundalikeError(error, code))) return null;
    throw error;
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
