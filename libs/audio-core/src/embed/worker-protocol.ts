import type { ErrorCode } from '@soundalike/errors';
import type { EmbeddingDevice, ModelId } from '@soundalike/catalog';
import type { TrackEmbedding } from './track-embedder.ts';
import type { SentSource } from './track-source.ts';

/** Settings that a worker is started with. */
export interface WorkerSettings {
  readonly model: ModelId;
  /** Folder of the model's files. */
  readonly folder: string;
  readonly intraOpThreads: number;
  readonly device: EmbeddingDevice;
}

/**
 * A request to the worker. It embeds one track after the other. `prepare` starts the decoder of a track that it may be
 * asked to embed next. `stop` ends the work on a track, or drops a prepared one. `expire` says that a track has exceeded
 * its time limit.
 */
export type WorkerRequest =
  | { readonly type: 'prepare'; readonly job: number; readonly source: SentSource }
  | {
      readonly type: 'embed';
      readonly job: number;
      /** Null if the track is prepared. */
      readonly source: SentSource | null;
      /** Infinite if the entire track is one window. */
      readonly windowSamples: number;
    }
  | { readonly type: 'stop' | 'expire'; readonly job: number };

/**
 * A reply of the worker. `expire` is answered by `late`: if the track waits for its decoder, that is the reason, and the
 * worker drops the track; otherwise it goes on.
 */
export type WorkerReply =
  | { readonly type: 'ready' }
  | { readonly type: 'late'; readonly job: number; readonly waitsForDecoder: boolean }
  | { readonly type: 'done'; readonly job: number; readonly result: TrackEmbedding }
  | ({ readonly type: 'failed'; readonly job: number | null } & SentError);

/** An error, as it is sent. */
export interface SentError {
  readonly code: ErrorCode;
  readonly message: string;
  /** Code of the system error behind it, for example `EIO`, which decides whether a retry is worth it. */
  readonly systemCode: string | null;
}

/**
 * Descriptor to which the worker writes the ids of its decoders, so that none is left behind if it is killed: lines of
 * `+PID` for one that has started, and `-PID` for one that has ended.
 */
export const DECODER_CHANNEL = 4;
