import pLimit from 'p-limit';
import { audioDigest, embedFile, EmbeddingPool, findDecoder, poolSize, trackIdOf } from '@soundalike/audio-core';
import type { TrackEmbedding } from '@soundalike/audio-core';
import type { EmbeddingPrecision, Excerpt, ModelId } from '@soundalike/catalog';
import { SoundalikeError } from '@soundalike/errors';
import { provideModel } from '../install/provide-model.ts';
import type { ProvidedModel } from '../install/provide-model.ts';

/** The settings that decide how clips are embedded: those of the same names in `Settings`. */
export interface ClipSettings {
  readonly modelDir: string;
  readonly embeddingModel: ModelId | null;
  readonly embeddingPrecision: EmbeddingPrecision;
  readonly embeddingExcerpt: Excerpt | null;
  readonly ffmpegPath: string | null;
}

/** Limits of one clip. */
export interface ClipLimits {
  /** Longest audio, in seconds. */
  readonly maxSeconds: number;
  /** Longest time for decoding and inference, in milliseconds. */
  readonly workMs: number;
}

/** Embeds clips. */
export type EmbedClip = (path: string, spaceId: string) => Promise<TrackEmbedding>;

/** Memory that the worker may hold, in bytes: several times as much as Cnn14 takes. */
const WORKER_MEMORY_LIMIT = 3 * 1024 ** 3;

/**
 * Return the function that embeds a clip with the library's model, in one worker process with one thread, which runs only
 * as long as there is a clip: one at a time, so that all other answers stay fast.
 * @returns a function that throws `MODEL_MISSING`, `SPACE_MISMATCH` if the installed model is not the library's,
 * `DECODER_MISSING`, `DECODE_LIMIT` for a longer clip, and as `decodeAudio` and `EmbeddingPool.embed`
 */
export function clipEmbedder(
  settings: ClipSettings,
  { maxSeconds, workMs }: ClipLimits,
  closing: AbortSignal,
): EmbedClip {
  const { ffmpegPath } = settings;
  const turn = pLimit(1);
  return (path, spaceId) =>
    turn(async () => {
      const signal = AbortSignal.any([closing, AbortSignal.timeout(workMs)]);
      const { spec, manifest, folder, space, excerpt } = await clipModel(settings, signal);
      if (space.id !== spaceId)
        throw new SoundalikeError(
          'SPACE_MISMATCH',
          `a clip cannot be compared: the library was indexed with ${spaceId}, but the model that is set up here is ` +
            `${space.id}; set MODEL_DIR, EMBEDDING_MODEL, EMBEDDING_PRECISION and EMBEDDING_EXCERPT as for indexing`,
        );
      const decoder = await findDecoder(ffmpegPath === null ? {} : { ffmpegPath });
      await using pool = new EmbeddingPool({
        model: spec.id,
        folder,
        ...poolSize(spec, manifest, 1),
        timeLimitMs: workMs,
        memoryLimitBytes: WORKER_MEMORY_LIMIT,
      });
      const limits = { durationSeconds: maxSeconds, totalSeconds: workMs / 1000 };
      return await embedFile(path, { pool, spec, decoder, excerpt, limits, signal });
    });
}

/**
 * Find the installed model that clips are embedded with.
 * @throws as `provideModel`
 */
export function clipModel(
  { modelDir, embeddingModel, embeddingPrecision, embeddingExcerpt }: ClipSettings,
  signal: AbortSignal,
): Promise<ProvidedModel> {
  return provideModel({
    modelDir,
    choice: embeddingModel,
    precision: embeddingPrecision,
    excerpt: embeddingExcerpt,
    download: false,
    signal,
  });
}

/** Return the id that a track of this file would have. @throws `FILE_EMPTY`, `FILE_UNREADABLE` */
export async function clipId(path: string): Promise<string> {
  return trackIdOf(await audioDigest(path));
}
