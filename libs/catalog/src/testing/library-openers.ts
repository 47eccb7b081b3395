import type { EmbeddingSpace } from '../model/embedding-space.ts';
import type { RecordStore } from '../store/record-store.ts';
import type { SpaceAdmin } from '../store/space-admin.ts';
import type { TrackStore } from '../store/track-store.ts';

/** One library of its own for one test, and how an adapter opens it. Each opener may be called many times. */
export interface TestLibrary {
  /** With a space: for writing into it. Without: for reading the space that is served. */
  openStore(space?: EmbeddingSpace): Promise<TrackStore>;
  openRecords(): Promise<RecordStore>;
  openSpaces(): Promise<SpaceAdmin>;
  /** Removes every trace; called once, when the test has closed what it opened. */
  destroy(): Promise<void>;
}

/** Makes an empty library that no other test sees. A server that all of them share is started in the adapter's own `beforeAll`. */
export type CreateTestLibrary = () => Promise<TestLibrary>;
