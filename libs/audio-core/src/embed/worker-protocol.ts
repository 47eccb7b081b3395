import type { ErrorCode } from '@soundalike/errors';
import type { ModelId } from '@soundalike/catalog';
import type { TrackEmbedding } from './track-embedder.ts';

/** What a worker is started with. */
export interface WorkerSettings {
  readonly model: ModelId;
  /** Folder of the model's files. */
  readonly folder: string;
  readonly intraOpThreads: number;
}

/**
 * To the worker, over a channel of its own (`request-channel.ts`). A track is `begin`, any number of `samples`, then `finish`; a new `begin` drops what went before.
 * `windowSamples` is infinite where the whole track is one window.
 */
export type WorkerRequest =
  | { readonly type: 'begin'; readonly job: number; readonly windowSamples: number }
  | { readonly type: 'samples'; readonly job: number; readonly samples: Float32Array }
  | { readonly type: 'finish'; readonly job: number };

/** From the worker, as messages between processes. Every `samples` is answered by one `taken`, so that the sender can bound what is under way. */
export type WorkerReply =
  | { readonly type: 'ready' }
  | { readonly type: 'taken'; readonly job: number }
  | { readonly type: 'done'; readonly job: number; readonly result: TrackEmbedding }
  | { readonly type: 'failed'; readonly job: number | null; readonly code: ErrorCode; readonly message: string };
