import type { TestProject } from 'vitest/node';
import { elasticsearchForTests } from './start-elasticsearch.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the node that the test files of a run share; null if there is none and its tests are skipped. */
    elasticsearchUrl: string | null;
  }
}

/** Vitest's `globalSetup`: start one node for all test files of a run, for `inject('elasticsearchUrl')`. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const node = await elasticsearchForTests();
  project.provide('elasticsearchUrl', node?.url ?? null);
  return async () => node?.stop();
}
