import { describe } from 'vitest';
import type { CreateTestLibrary } from './fixtures/contract-support.ts';
import { describeDeleting } from './track-store/deleting.ts';
import { describeIdentifiers } from './track-store/identifiers.ts';
import { describeNeighbours } from './track-store/neighbours.ts';
import { describePatching } from './track-store/patching.ts';
import { describeQueries } from './track-store/queries.ts';
import { describeRandomTracks } from './track-store/random-tracks.ts';
import { describeReading } from './track-store/reading.ts';
import { describeReplacing } from './track-store/replacing.ts';
import { describeSearching } from './track-store/searching.ts';
import { describeServedSpaces } from './track-store/served-spaces.ts';
import { describeWriting } from './track-store/writing.ts';

/** Register the tests that every `TrackStore` must pass. Call it at the top of a test file or inside a `describe`. */
export function describeTrackStore(name: string, create: CreateTestLibrary): void {
  describe(`${name} fulfils the contract of TrackStore`, () => {
    describeWriting(create);
    describeReplacing(create);
    describePatching(create);
    describeDeleting(create);
    describeReading(create);
    describeNeighbours(create);
    describeQueries(create);
    describeRandomTracks(create);
    describeSearching(create);
    describeIdentifiers(create);
    describeServedSpaces(create);
  });
}
