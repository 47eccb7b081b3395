import { embedFile, findDecoder } from '@soundalike/audio-core';
import type { ProvidedModel } from '@soundalike/model-builder';
import type { TimeWindow, TrackEmbedding } from '@soundalike/audio-core';
import type { Settings } from '@soundalike/settings';
import { LazyPool } from './lazy-pool.ts';
import type { DevicePlan } from './lazy-pool.ts';

/** The settings of decoder and workers. */
export type EmbedderSettings = Pick<Settings, 'ffmpegPath' | 'etlConcurrency' | 'etlThreads'>;

/** Embeds files in worker processes. */
export interface Embedder extends AsyncDisposable {
  /** Files to keep in flight: one for each worker, and one more that is being read and whose decoder is starting. */
  readonly concurrency: number;
  /**
   * Embed a file.
   * @param signal abandons the file
   * @param part what to embed instead of the track
   */
  embed(absolutePath: string, signal: AbortSignal, part?: TimeWindow): Promise<TrackEmbedding>;
}

/**
 * Find the decoder, and prepare the workers for a model.
 * @param plan on which device the model runs, for many files; default: on the CPU
 * @throws `DECODER_MISSING` if no decoder is found or `FFMPEG_PATH` names none; `TEMPORARY_WRITE_FAILED`
 */
export async function openEmbedder(
  model: ProvidedModel,
  { ffmpegPath, etlConcurrency, etlThreads }: EmbedderSettings,
  plan: DevicePlan | null = null,
): Promise<Embedder> {
  const decoder = await findDecoder(ffmpegPath === null ? {} : { ffmpegPath });
  const lazy = new LazyPool(model, etlThreads, plan);
  return {
    concurrency: etlConcurrency ?? lazy.workers + 1,
    embed: async (path, signal, part) => {
      const pool = await lazy.open(signal);
      return embedFile(path, {
        pool,
        spec: model.spec,
        decoder,
        excerpt: model.excerpt,
        signal,
        ...(part && { part }),
      });
    },
    [Symbol.asyncDispose]: () => lazy[Symbol.asyncDispose](),
  };
}
