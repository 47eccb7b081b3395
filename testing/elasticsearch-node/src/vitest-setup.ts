import type { TestProject } from 'vitest/node';
import { elasticsearchForTests } from './elasticsearch-for-tests.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the node that the test files of a run share; null where there is none and its tests are to be skipped. */
    elasticsearchUrl: string | null;
  }
}

/** A `globalSetup` of vitest: one node for all test files of a run, for `inject('elasticsearchUrl')`. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const node = await elasticsearchForTests();
  project.provide('elasticsearchUrl', node?.url ?? null);
  return async () => node?.stop();
}
