import { onTestFinished } from 'vitest';
import type { CreateTestLibrary, TestLibrary } from './library-openers.ts';

/** A fresh library for the running test, destroyed when the test is over. */
export async function useLibrary(create: CreateTestLibrary): Promise<TestLibrary> {
  const library = await create();
  onTestFinished(() => library.destroy());
  return library;
}
