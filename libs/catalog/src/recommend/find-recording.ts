import type { Track } from '../model/track.ts';
import type { TrackStore } from '../store/track-store.ts';

/** A clip whose recording may be in the library. */
export interface HeardClip {
  readonly embedding: Float32Array;
  /** Id that a track of the clip's entire file would have; null if the clip is not an entire file. */
  readonly id: string | null;
}

/**
 * Return the stored track that a clip is a recording of: that of the same audio, or else the nearest one if its cosine
 * reaches `space.sameRecordingCosine`. Null if there is none.
 */
export async function findRecording(
  store: Pick<TrackStore, 'space' | 'get' | 'similarToVector'>,
  clip: HeardClip,
): Promise<Track | null> {
  const [same] = clip.id === null ? [] : await store.get([clip.id]);
  if (same) return same;
  const [nearest] = await store.similarToVector(clip.embedding, 1);
  return nearest && nearest.similarity >= store.space.sameRecordingCosine ? nearest.track : null;
}
