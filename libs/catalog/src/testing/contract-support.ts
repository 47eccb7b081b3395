import { expect, onTestFinished } from 'vitest';
import type { ErrorCode } from '@soundalike/errors';
import type { EmbeddingSpace } from '../model/embedding-space.ts';
import type { RecordStore } from '../store/record-store.ts';
import type { SpaceAdmin } from '../store/space-admin.ts';
import type { TrackStore } from '../store/track-store.ts';

/** A separate library for one test, with functions to open it. Each can be called many times. */
export interface TestLibrary {
  /** Open a space for writing, or the served space for reading if none is given. */
  openStore(space?: EmbeddingSpace): Promise<TrackStore>;
  openRecords(): Promise<RecordStore>;
  openSpaces(): Promise<SpaceAdmin>;
  /** Remove every trace; called once, after the test has closed all stores. */
  destroy(): Promise<void>;
}

/**
 * Creates an empty library that no other test uses. A server that the tests share is started in the adapter's
 * `beforeAll`.
 */
export type CreateTestLibrary = () => Promise<TestLibrary>;

/** Create a library for the running test and destroy it when the test ends. */
export async function useLibrary(create: CreateTestLibrary): Promise<TestLibrary> {
  const library = await create();
  onTestFinished(() => library.destroy());
  return library;
}

/** Expect a rejection with a `SoundalikeError` of this code. */
export async function expectCode(promise: Promise<unknown>, code: ErrorCode): Promise<void> {
  await expect(promise).rejects.toMatchObject({ name: 'SoundalikeError', code });
}

/** Return all items of an async iterable. */
export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
