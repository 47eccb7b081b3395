import { cosine } from '@soundalike/catalog';
import { isSoundalikeError } from '@soundalike/errors';
import { CLIP_KINDS, CLIP_SECONDS, clipOf } from '../alter/clips.ts';
import type { ClipKind } from '../alter/clips.ts';
import type { EmbeddedTrack } from '../embed/embedded-library.ts';
import { passTrack } from '../embed/track-passes.ts';
import type { PassTools } from '../embed/track-passes.ts';
import { findsOriginal } from '../metrics/finds-original.ts';
import { shareEstimate } from '../metrics/estimates.ts';
import type { Estimate } from '../metrics/estimates.ts';

/** Results of clips of one kind and length. */
export interface ClipResult {
  readonly kind: ClipKind;
  readonly seconds: number;
  readonly clips: number;
  /** Share of clips whose nearest track is the one that they are from. */
  readonly found: Estimate;
  /** Share of clips whose own track reaches the cosine from which two count as one recording. */
  readonly recognised: Estimate;
  /** Number of clips that reach this cosine with another track. */
  readonly mistaken: number;
}

/** Embed clips from the middle of tracks, and look each up in the library by one vector of each track. */
export async function judgeClips(
  tools: PassTools,
  embedded: readonly EmbeddedTrack[],
  {
    count,
    vectors,
    sameRecordingCosine,
  }: {
    readonly count: number;
    /** Unit vector of each embedded track. */
    readonly vectors: readonly Float32Array[];
    readonly sameRecordingCosine: number;
  },
): Promise<ClipResult[]> {
  const step = Math.max(1, embedded.length / Math.max(1, count));
  const chosen = Array.from({ length: Math.min(count, embedded.length) }, (_, index) => Math.floor(index * step));
  const results: ClipResult[] = [];
  for (const seconds of CLIP_SECONDS) {
    for (const kind of CLIP_KINDS) {
      const heard: { track: number; vector: Float32Array }[] = [];
      for (const track of chosen) {
        tools.signal.throwIfAborted();
        const vector = await embedClip(tools, embedded[track]!, kind, seconds);
        if (vector) heard.push({ track, vector });
      }
      if (heard.length === 0) continue;
      const reaches = (vector: Float32Array, track: number): boolean =>
        cosine(vector, vectors[track]!) >= sameRecordingCosine;
      results.push({
        kind,
        seconds,
        clips: heard.length,
        found: shareEstimate(heard.map(({ track, vector }) => findsOriginal(vectors, vector, track))),
        recognised: shareEstimate(heard.map(({ track, vector }) => reaches(vector, track))),
        mistaken: heard.filter(({ track, vector }) =>
          vectors.some((_, other) => other !== track && reaches(vector, other)),
        ).length,
      });
    }
  }
  return results;
}

/** Return the vector of a clip; null if the track is shorter, or the clip is silent or too short for the model. */
async function embedClip(
  tools: PassTools,
  { track, original }: EmbeddedTrack,
  kind: ClipKind,
  seconds: number,
): Promise<Float32Array | null> {
  const length = original[0]!.seconds;
  if (length < seconds) return null;
  try {
    const [pass] = await passTrack(tools, track, { alteration: clipOf(kind, seconds), seconds: length });
    return Object.values(pass!.vectors)[0]!;
  } catch (error) {
    if (isSoundalikeError(error, 'SILENT') || isSoundalikeError(error, 'TOO_SHORT')) return null;
    throw error;
  }
}
