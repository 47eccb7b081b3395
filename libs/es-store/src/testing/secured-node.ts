import { readFileSync } from 'node:fs';
import { securedElasticsearchForTests } from '@soundalike/elasticsearch-node';
import type { NodeOptions, SecuredNode } from '@soundalike/elasticsearch-node';
import { afterAll } from 'vitest';
import type { ElasticsearchOptions } from '../options.ts';
import { testUrl } from './test-options.ts';

/** Start a node with security and TLS for one test file. Return null if there is none and its tests are skipped. */
export async function startSecuredNode(
  settings: NonNullable<NodeOptions['settings']> = {},
): Promise<SecuredNode | null> {
  // The shared node has already said why there is none.
  if (testUrl === null) return null;
  const node = await securedElasticsearchForTests(settings);
  afterAll(() => node?.stop());
  return node;
}

/** Return options of the library on a secured node, by its Cloud ID. */
export function securedOptions(
  { secured }: SecuredNode,
  apiKey: string | null,
  overrides: Partial<ElasticsearchOptions> = {},
): ElasticsearchOptions {
  return {
    cloudId: secured.cloudId,
    url: null,
    apiKey,
    ca: readFileSync(secured.caFile, 'utf8'),
    vectorIndex: 'int8_hnsw',
    numCandidates: null,
    callTimeoutMs: 20_000,
    ...overrides,
  };
}
