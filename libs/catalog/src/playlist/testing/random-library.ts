import fc from 'fast-check';
import type { EmbeddedTrack } from '../../model/track.ts';
import type { TrackStore } from '../../store/track-store.ts';
import { exhaustiveStore } from '../../testing/fixtures/exhaustive-store.ts';
import { testSpace, testTracks } from '../../testing/fixtures/test-track.ts';

/** A library of up to 60 tracks of 7 artists, none like another. */
export interface RandomLibrary {
  readonly tracks: readonly EmbeddedTrack[];
  readonly store: TrackStore;
}

const SPACE = testSpace({ dims: 16, sameRecordingCosine: 0.99999 });

/** Return libraries of at least this many tracks. */
export function libraries(minTracks: number): fc.Arbitrary<RandomLibrary> {
  return fc.record({ size: fc.integer({ min: minTracks, max: 60 }), seed: fc.integer() }).map(({ size, seed }) => {
    const tracks = testTracks(size, SPACE, seed);
    return { tracks, store: exhaustiveStore(SPACE, tracks) };
  });
}
