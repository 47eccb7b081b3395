import type { Track } from '../model/track.ts';
import type { Neighbour, TrackStore } from '../store/track-store.ts';
import { isSameFingerprint } from './fingerprint-match.ts';

/** A clip whose recording may be in the library. */
export interface HeardClip {
  readonly embedding: Float32Array;
  /** Id that a track of the clip's entire file would have; null if the clip is not an entire file. */
  readonly id: string | null;
  /** Chromaprint fingerprint of the start of the file; missing if the clip is a part of it. */
  readonly fingerprint?: Uint32Array;
}

/** Nearest tracks whose fingerprints are compared with that of the clip. */
const COMPARED = 10;

/**
 * Return the stored track that a clip is a recording of: that of the same audio, or one of the nearest whose
 * fingerprint matches, or the nearest one if its cosine reaches `space.sameRecordingCosine`. Null if there is none.
 */
export async function findRecording(
  store: Pick<TrackStore, 'space' | 'get' | 'similarToVector' | 'fingerprints'>,
  clip: HeardClip,
): Promise<Track | null> {
  const [same] = clip.id === null ? [] : await store.get([clip.id]);
  if (same) return same;
  const near = await store.similarToVector(clip.embedding, COMPARED);
  const fingerprints = await store.fingerprints(clip.fingerprint ? near.map(({ track }) => track.id) : []);
  const matches = ({ track }: Neighbour): boolean => {
    const [own, stored] = [clip.fingerprint, fingerprints.get(track.id)];
    return own !== undefined && stored !== undefined && isSameFingerprint(own, stored) === true;
  };
  const [nearest] = near;
  const isCopy = nearest !== undefined && nearest.similarity >= store.space.sameRecordingCosine;
  return near.find(matches)?.track ?? (isCopy ? nearest.track : null);
}
