import {
  availableCores,
  availableMemory,
  embedFile,
  EmbeddingPool,
  findDecoder,
  poolSize,
} from '@soundalike/audio-core';
import type { ProvidedModel } from '@soundalike/model-builder';
import type { TimeWindow, TrackEmbedding } from '@soundalike/audio-core';
import type { Settings } from '@soundalike/settings';

/** Longest time that one track may take to decode and embed, in milliseconds. */
const TRACK_LIMIT_MS = 30 * 60_000;
/** Memory that one worker may hold, in bytes: several times as much as Cnn14 takes for a track of any length. */
const WORKER_MEMORY_LIMIT = 3 * 1024 ** 3;

/** The settings of decoder and workers. */
export type EmbedderSettings = Pick<Settings, 'ffmpegPath' | 'etlConcurrency' | 'etlThreads'>;

/** Embeds files in worker processes. */
export interface Embedder extends AsyncDisposable {
  /** Files to keep in flight: one for each worker, and one more that is being read and whose decoder is starting. */
  readonly concurrency: number;
  /**
   * @param signal abandons the file
   * @param part what to embed instead of the track
   */
  embed(absolutePath: string, signal: AbortSignal, part?: TimeWindow): Promise<TrackEmbedding>;
}

/**
 * Find the decoder and start the workers for a model.
 * @throws `DECODER_MISSING` if no decoder is found or `FFMPEG_PATH` names none; `TEMPORARY_WRITE_FAILED`
 */
export async function openEmbedder(
  model: ProvidedModel,
  { ffmpegPath, etlConcurrency, etlThreads }: EmbedderSettings,
): Promise<Embedder> {
  const decoder = await findDecoder(ffmpegPath === null ? {} : { ffmpegPath });
  const threads = etlThreads ?? availableCores();
  const { workers, intraOpThreads } = poolSize(model.spec, model.manifest, threads, availableMemory());
  const pool = new EmbeddingPool({
    model: model.spec.id,
    folder: model.folder,
    workers,
    intraOpThreads,
    timeLimitMs: TRACK_LIMIT_MS,
    memoryLimitBytes: WORKER_MEMORY_LIMIT,
  });
  return {
    concurrency: etlConcurrency ?? workers + 1,
    embed: (path, signal, part) =>
      embedFile(path, { pool, spec: model.spec, decoder, excerpt: model.excerpt, signal, ...(part && { part }) }),
    [Symbol.asyncDispose]: () => pool.close(),
  };
}
