import pLimit from 'p-limit';
import type { Alteration } from '../alter/alterations.ts';
import { scaled } from '../alter/alterations.ts';
import { passTrack } from '../embed/track-passes.ts';
import type { PassTools } from '../embed/track-passes.ts';
import type { LibraryTrack } from '../library/read-library.ts';
import type { LearntTrack } from './learn-projection.ts';
import { PARTS } from './parts-extractor.ts';

/** Length of the part in the middle of a track that is altered, seconds. */
const ALTERED_SECONDS = 30;

/** Of so many tracks one is altered: what encoders change differs less from track to track than the tracks do. */
const ALTERED_EVERY = 3;

const CONCURRENCY = 2;

/** Tracks, and how much each of them counts. */
export interface WeightedTrack {
  readonly track: LibraryTrack;
  readonly weight: number;
}

/**
 * Compute what a projection learns from: the parts of each track, and what alterations of it change, in the order of the
 * tracks' digests. Files with the same audio count once.
 * @throws any error of the decoder or the model: each file must be readable, or the result would depend on the machine
 */
export async function learningTracks(
  tools: PassTools,
  tracks: readonly WeightedTrack[],
  onProgress: (done: number, total: number) => void,
): Promise<LearntTrack[]> {
  const distinct = [...new Map(tracks.map((each) => [each.track.id, each])).values()].sort((a, b) =>
    a.track.id < b.track.id ? -1 : 1,
  );
  let done = 0;
  const limit = pLimit(CONCURRENCY);
  return limit.map(distinct, async ({ track, weight }, index) => {
    tools.signal.throwIfAborted();
    const [whole] = await passTrack(tools, track);
    const seconds = whole!.seconds;
    const differences: Float32Array[] = [];
    if (index % ALTERED_EVERY === 0) {
      const partsOf = async (alteration: Alteration): Promise<Float32Array> =>
        (await passTrack(tools, track, { alteration, seconds }))[0]!.vectors[PARTS]!;
      const [same, ...altered] = alterationsFor(Math.min(seconds, ALTERED_SECONDS));
      const unaltered = await partsOf(same);
      for (const alteration of altered) {
        const values = await partsOf(alteration);
        differences.push(values.map((value, n) => value - unaltered[n]!));
      }
    }
    onProgress(++done, distinct.length);
    return { values: whole!.vectors[PARTS]!, weight, differences };
  });
}

/** Return the part without a change, and its alterations. */
function alterationsFor(middleSeconds: number): [Alteration, ...Alteration[]] {
  const part = `${middleSeconds.toFixed(1)} s in the middle`;
  return [
    { name: part, middleSeconds, change: (samples) => samples },
    { name: `${part}, 9 dB quieter`, middleSeconds, change: (samples) => scaled(samples, 10 ** (-9 / 20)) },
    { name: `${part}, MP3, 32 kbit/s`, middleSeconds, encoding: { extension: 'mp3', kilobitsPerSecond: 32 } },
    { name: `${part}, Ogg Vorbis, quality 0`, middleSeconds, encoding: { extension: 'ogg', quality: 0 } },
  ];
}
