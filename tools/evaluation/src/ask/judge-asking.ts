import type { EmbeddedTrack } from '../embed/embedded-library.ts';
import type { PassTools } from '../embed/track-passes.ts';
import { askedSpace } from './asked-space.ts';
import { judgeBlends } from './blends.ts';
import type { BlendResult } from './blends.ts';
import { judgeClips } from './clips.ts';
import type { ClipResult } from './clips.ts';
import { judgeJourneys } from './journeys.ts';
import type { JourneyResult } from './journeys.ts';
import { judgeSubtractions } from './subtractions.ts';
import type { SubtractionResult } from './subtractions.ts';

/** Results of the ways to ask, with one model. */
export interface AskedResult {
  readonly model: string;
  readonly blends: readonly BlendResult[];
  readonly subtractions: SubtractionResult;
  readonly journeys: readonly JourneyResult[];
  readonly clips: readonly ClipResult[];
}

/** Evaluate blends, subtractions, journeys and clips on the stored vectors of a model. */
export async function judgeAsking(
  tools: PassTools,
  embedded: readonly EmbeddedTrack[],
  options: {
    readonly model: string;
    /** Unit vector of each embedded track. */
    readonly vectors: readonly Float32Array[];
    readonly sameRecordingCosine: number;
    /** Number of tracks that clips are cut from. */
    readonly clips: number;
  },
): Promise<AskedResult> {
  const space = askedSpace(
    options.vectors,
    embedded.map(({ track }) => track.labels),
  );
  return {
    model: options.model,
    blends: [2, 3].map((seeds) => judgeBlends(space, seeds)).filter(({ queries }) => queries > 0),
    subtractions: judgeSubtractions(space),
    journeys: await judgeJourneys(space),
    clips: await judgeClips(tools, embedded, { ...options, count: options.clips }),
  };
}
