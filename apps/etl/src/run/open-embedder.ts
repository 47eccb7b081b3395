import { availableParallelism } from 'node:os';
import { decodeAudio, EmbeddingPool, findDecoder } from '@soundalike/audio-core';
import type { ProvidedModel, TrackEmbedding } from '@soundalike/audio-core';

/** Files to embeddings, on as many worker threads as there are cores, each with one inference thread. */
export interface Embedder extends AsyncDisposable {
  /** Files to keep in flight: one for each worker, and one more whose tags and digest are read meanwhile. */
  readonly concurrency: number;
  embed(absolutePath: string): Promise<TrackEmbedding>;
}

/** @throws `DECODER_MISSING` when no decoder is found, or `FFMPEG_PATH` names none. */
export async function openEmbedder(model: ProvidedModel, ffmpegPath: string | null, signal: AbortSignal): Promise<Embedder> {
  const decoder = await findDecoder(ffmpegPath === null ? {} : { ffmpegPath });
  const workers = availableParallelism();
  const pool = new EmbeddingPool({ model: model.spec.id, folder: model.folder, workers, intraOpThreads: 1 });
  const { sampleRate } = model.spec.features;
  return {
    concurrency: workers + 1,
    embed: (path) => pool.embed(decodeAudio(path, { sampleRate, decoder, signal })),
    [Symbol.asyncDispose]: () => pool.close(),
  };
}
