import { findDecoder } from '@soundalike/audio-core';
import { SoundalikeError } from '@soundalike/errors';
import { embedLibrary } from './embed/embedded-library.ts';
import type { EmbeddedTrack } from './embed/embedded-library.ts';
import { mfccStatistics } from './embed/mfcc-statistics.ts';
import { openMusicnnPatches } from './embed/musicnn-patches.ts';
import { openModels } from './embed/open-models.ts';
import { VectorCache } from './embed/vector-cache.ts';
import { wholeTrackExtractor } from './embed/whole-track.ts';
import { windowsExtractor } from './embed/windows.ts';
import type { Evaluation } from './judge/evaluation.ts';
import { judgeLibrary } from './judge/judge-library.ts';
import { machineLine } from './judge/machine.ts';
import { readLibrary } from './library/read-library.ts';
import { MEASURES } from './metrics/measures.ts';
import { outlineMeasure } from './metrics/outline-measure.ts';
import type { RescalingName } from './spaces/rescaling.ts';

/** Fewest tracks between which there is something to choose. */
const LEAST_TRACKS = 3;

/** The other cores decode. */
const INFERENCE_THREADS = 1;

/** What is evaluated, and with what. */
export interface EvaluateOptions {
  readonly dataset: string;
  /** Another library, to learn fixed z-scores from. */
  readonly reference: string | null;
  readonly rescaling: RescalingName | null;
  /** Tracks to make altered copies of. */
  readonly alteredTracks: number;
  readonly modelDir: string;
  /** null: the first decoder that is found. */
  readonly ffmpegPath: string | null;
  readonly cacheFolder: string;
  readonly signal: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Embeds a library in every way and judges each.
 * @throws `DATASET_MISSING`, also when fewer than three tracks can be embedded; `DECODER_MISSING`; `MODEL_INVALID`; `ABORTED`
 */
export async function evaluate(options: EvaluateOptions): Promise<Evaluation> {
  const { ffmpegPath, signal, onProgress } = options;
  const decoder = await findDecoder(ffmpegPath === null ? {} : { ffmpegPath });
  const models = await openModels(options.modelDir, INFERENCE_THREADS);
  const patches = await openMusicnnPatches(models[0]!, INFERENCE_THREADS);
  try {
    const pooled = models.flatMap((model) => [
      wholeTrackExtractor(model),
      windowsExtractor(model),
      ...(model === models[0] ? [patches] : []),
    ]);
    const extractors = [...pooled, mfccStatistics];
    const tools = { decoder, extractors, cache: new VectorCache(options.cacheFolder), signal };
    const embed = async (folder: string, alteredTracks: number) =>
      embedLibrary(tools, await readLibrary(folder, signal), { alteredTracks, ...(onProgress && { onProgress }) });
    const { embedded, leftOut } = await embed(options.dataset, options.alteredTracks);
    if (embedded.length < LEAST_TRACKS) {
      throw new SoundalikeError(
        'DATASET_MISSING',
        `${options.dataset}: expected at least ${LEAST_TRACKS} tracks that can be embedded, got ${embedded.length}`,
      );
    }
    const reference = options.reference === null ? null : (await embed(options.reference, 0)).embedded;
    return {
      ...countLabels(embedded),
      leftOut,
      machine: `${machineLine()}, decoder: ${decoder.name}`,
      models: models.map(({ name, spaceId, origin }) => ({ name, spaceId, origin })),
      measures: MEASURES.map((measure) =>
        outlineMeasure(
          measure,
          embedded.map(({ track }) => track.labels),
        ),
      ),
      spaces: judgeLibrary({ extractors, embedded, reference, rescaling: options.rescaling }),
    };
  } catch (error) {
    if (signal.aborted) throw new SoundalikeError('ABORTED', 'the evaluation was stopped', { cause: error });
    throw error;
  } finally {
    await patches.release();
    for (const { loaded } of models) await loaded.release();
  }
}

function countLabels(embedded: readonly EmbeddedTrack[]): Pick<Evaluation, 'tracks' | 'albums' | 'artists' | 'genres'> {
  const labels = embedded.map(({ track }) => track.labels);
  const distinct = (names: readonly (string | null)[]): number => new Set(names.filter((name) => name !== null)).size;
  return {
    tracks: embedded.length,
    albums: distinct(labels.map(({ album }) => album)),
    artists: distinct(labels.map(({ artist }) => artist)),
    genres: distinct(labels.flatMap(({ genres }) => genres)),
  };
}
