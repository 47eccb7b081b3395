import { randomBytes } from 'node:crypto';
import { Client } from '@elastic/elasticsearch';
import { inject } from 'vitest';
import type { ElasticsearchOptions } from '../options.ts';

/** Address of the node that all test files share; null if there is none and its tests are skipped. */
export const testUrl = inject('elasticsearchUrl');

/** Return options of a separate library on the shared node. */
export function testOptions(
  overrides: Partial<ElasticsearchOptions> = {},
): ElasticsearchOptions & { readonly alias: string } {
  const alias = `test-${randomBytes(6).toString('hex')}`;
  return {
    cloudId: null,
    url: testUrl,
    apiKey: null,
    vectorIndex: 'int8_hnsw',
    numCandidates: null,
    alias,
    ...overrides,
  };
}

/** Delete a library. */
export async function destroyLibrary({ url, alias }: Pick<ElasticsearchOptions, 'url' | 'alias'>): Promise<void> {
  const client = new Client({ node: url! });
  const indices = Object.keys(await client.indices.get({ index: `${alias}-*` }));
  if (indices.length > 0) await client.indices.delete({ index: indices });
  await client.close();
}
