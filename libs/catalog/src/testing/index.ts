export { describeTrackStore } from './describe-track-store.ts';
export { describeRecordStore } from './describe-record-store.ts';
export { describeSpaceAdmin } from './describe-space-admin.ts';
export type { CreateTestLibrary, TestLibrary } from './fixtures/contract-support.ts';
export { clusteredVectors } from './fixtures/clustered-vectors.ts';
export type { ClusteredVectorsOptions } from './fixtures/clustered-vectors.ts';
export { nearestByBruteForce } from './fixtures/exact-neighbours.ts';
export type { ExactNeighbour } from './fixtures/exact-neighbours.ts';
export { testSpace, testTrack, testTracks, withoutEmbedding } from './fixtures/test-track.ts';
