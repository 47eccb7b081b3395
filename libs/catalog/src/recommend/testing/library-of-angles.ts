import { NO_TAGS } from '../../model/track.ts';
import type { EmbeddedTrack } from '../../model/track.ts';
import type { TrackStore } from '../../store/track-store.ts';
import { exhaustiveStore } from '../../testing/fixtures/exhaustive-store.ts';

/** Vectors of two values. */
export const SPACE = { id: 'test', model: 'test', dims: 2, sameRecordingCosine: 0.9999 };
/** Id of the track that recommendations start from. */
export const SEED = 'seed';

/** A track at an angle from the seed: their cosine is the cosine of the angle. */
export function track(id: string, degrees: number, more: Partial<EmbeddedTrack> = {}): EmbeddedTrack {
  const angle = (degrees * Math.PI) / 180;
  return {
    id,
    spaceId: SPACE.id,
    ...NO_TAGS,
    title: id,
    artist: `artist of ${id}`,
    album: null,
    durationSeconds: 180,
    paths: [],
    audioDigest: '',
    soundTags: [],
    indexedAt: '',
    embedding: Float32Array.of(Math.cos(angle), Math.sin(angle)),
    ...more,
  };
}

/** A store of these tracks. */
export function storeOf(tracks: readonly EmbeddedTrack[], sample: readonly number[] = []): TrackStore {
  return exhaustiveStore(SPACE, tracks, sample);
}
