import { findDecoder } from '@soundalike/audio-core';
import { SoundalikeError } from '@soundalike/errors';
import { openModels } from '../embed/open-models.ts';
import { readLibrary } from '../library/read-library.ts';
import { judgeMethod, methodsOf } from './judge-variants.ts';
import type { MethodResult } from './judge-variants.ts';
import { measureTrack } from './measure-variants.ts';
import type { MeasuredTrack } from './measure-variants.ts';

/** Tracks of each half that are needed to compare different ones. */
const MIN_TRACKS = 4;

/** Options of `evaluateCopies`. */
export interface EvaluateCopiesOptions {
  readonly dataset: string;
  /** Number of tracks, spread evenly over the library. */
  readonly tracks: number;
  /** Length of each track that is used. */
  readonly seconds: number;
  readonly modelDir: string;
  /** Decoder to use; null for the first one that is found. */
  readonly ffmpegPath: string | null;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}

/** Results of all methods on the same tracks. */
export interface CopiesEvaluation {
  readonly tracks: number;
  readonly methods: readonly MethodResult[];
}

/**
 * Alter tracks of a library in every way, and judge how well each method tells copies from other recordings.
 * @throws `DATASET_MISSING` if there are fewer than four tracks; `DECODER_MISSING`, `MODEL_INVALID`, `ABORTED`
 */
export async function evaluateCopies(options: EvaluateCopiesOptions): Promise<CopiesEvaluation> {
  const { signal, ffmpegPath } = options;
  const library = await readLibrary(options.dataset, signal);
  const step = Math.max(1, library.length / options.tracks);
  const chosen = library.filter((_, n) => Math.floor(n / step) !== Math.floor((n - 1) / step)).slice(0, options.tracks);
  if (chosen.length < MIN_TRACKS) {
    throw new SoundalikeError(
      'DATASET_MISSING',
      `${options.dataset}: there are ${chosen.length} tracks, and ${MIN_TRACKS} or more are needed`,
    );
  }
  const decoder = await findDecoder(ffmpegPath === null ? {} : { ffmpegPath });
  const models = await openModels(options.modelDir, 1);
  try {
    const tracks: MeasuredTrack[] = [];
    for (const { path } of chosen) {
      tracks.push(await measureTrack({ decoder, models, signal }, path, options.seconds));
      options.onProgress(tracks.length, chosen.length);
    }
    return { tracks: tracks.length, methods: methodsOf(models).map((method) => judgeMethod(method, tracks)) };
  } catch (error) {
    if (signal.aborted) throw new SoundalikeError('ABORTED', 'the evaluation was stopped', { cause: error });
    throw error;
  } finally {
    for (const { loaded } of models) await loaded.release();
  }
}
