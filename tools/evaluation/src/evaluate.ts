import { cpus, type as systemName } from 'node:os';
import { findDecoder } from '@soundalike/audio-core';
import { SoundalikeError } from '@soundalike/errors';
import { judgeAsking } from './ask/judge-asking.ts';
import type { AskedResult } from './ask/judge-asking.ts';
import { embedLibrary } from './embed/embedded-library.ts';
import type { EmbeddedTrack } from './embed/embedded-library.ts';
import { mfccStatistics } from './embed/mfcc-statistics.ts';
import { wholeTrackExtractor, windowsExtractor } from './embed/model-extractors.ts';
import { openMusicnnPatches } from './embed/musicnn-patches.ts';
import { openModels } from './embed/open-models.ts';
import { VectorCache } from './embed/vector-cache.ts';
import type { Evaluation } from './judge/evaluation.ts';
import { judgeLibrary } from './judge/judge-library.ts';
import { readLibrary } from './library/read-library.ts';
import { outlineMeasure } from './metrics/measure-outline.ts';
import { MEASURES } from './metrics/measures.ts';
import type { RescalingName } from './spaces/rescaling.ts';

/** Smallest library in which a seed has more than one candidate. */
const MIN_TRACKS = 3;

/** The other cores are left to the decoder. */
const INFERENCE_THREADS = 1;

/** Options of `evaluate`. */
export interface EvaluateOptions {
  readonly dataset: string;
  /** Folder of another library that fixed z-scores are learnt from; null for none. */
  readonly reference: string | null;
  readonly rescaling: RescalingName | null;
  /** Number of tracks with altered copies. */
  readonly alteredTracks: number;
  /** Number of tracks that clips are cut from. */
  readonly clippedTracks: number;
  readonly modelDir: string;
  /** Decoder to use; null for the first one that is found. */
  readonly ffmpegPath: string | null;
  readonly cacheFolder: string;
  readonly signal: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Embed a library with every extractor and judge each space.
 * @throws `DATASET_MISSING`, also if fewer than three tracks can be embedded
 * @throws `DECODER_MISSING`, `MODEL_INVALID` or `ABORTED`
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
    if (embedded.length < MIN_TRACKS) {
      throw new SoundalikeError(
        'DATASET_MISSING',
        `${options.dataset}: only ${embedded.length} tracks can be embedded, an evaluation needs ${MIN_TRACKS} or more`,
      );
    }
    const asked: AskedResult[] = [];
    for (const { spec, name } of models) {
      const extractor = extractors.findIndex(({ key, model }) => model === name && key.startsWith('whole-track'));
      const vectors = embedded.map(({ original }) => Object.values(original[extractor]!.vectors)[0]!);
      asked.push(
        await judgeAsking({ ...tools, extractors: [extractors[extractor]!] }, embedded, {
          model: name,
          vectors,
          sameRecordingCosine: spec.sameRecordingCosine,
          clips: options.clippedTracks,
        }),
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
      asked,
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

/** Return processor, system and version of Node in one line. */
function machineLine(): string {
  const processors = cpus();
  const processor = `${processors[0]?.model.trim() ?? 'unknown processor'} × ${processors.length}`;
  return `${processor}, ${systemName()} ${process.arch}, Node ${process.versions.node}`;
}
