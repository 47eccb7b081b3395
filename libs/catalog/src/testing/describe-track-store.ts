import { describe } from 'vitest';
import type { CreateTestLibrary, TrackStoreContractOptions } from './library-openers.ts';
import { describeNeighbours } from './track-store/neighbours.ts';
import { describeRandomTracks } from './track-store/random-tracks.ts';
import { describeReading } from './track-store/reading.ts';
import { describeSearching } from './track-store/searching.ts';
import { describeServedSpaces } from './track-store/served-spaces.ts';
import { describeWriting } from './track-store/writing.ts';

/** float32 scores summed in whatever order a store likes. */
const FLOAT32_TOLERANCE = 1e-6;

/** The tests that every `TrackStore` must pass. Call it at the top of a test file or inside a `describe`. */
export function describeTrackStore(name: string, create: CreateTestLibrary, options: TrackStoreContractOptions = {}): void {
  const context = { create, similarityTolerance: options.similarityTolerance ?? FLOAT32_TOLERANCE };
  describe(`${name} keeps the contract of TrackStore`, () => {
    describeWriting(context);
    describeReading(context);
    describeNeighbours(context);
    describeRandomTracks(context);
    describeSearching(context);
    describeServedSpaces(context);
  });
}
