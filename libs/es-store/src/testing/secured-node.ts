import { setDefaultCACertificates, getCACertificates } from 'node:tls';
import { readFileSync } from 'node:fs';
import { elasticsearchForTests } from '@soundalike/elasticsearch-node';
import type { ElasticsearchNode, SecuredAccess } from '@soundalike/elasticsearch-node';
import { afterAll } from 'vitest';
import type { ElasticsearchOptions } from '../options.ts';
import { testUrl } from './test-options.ts';

/** A node with security and TLS. */
export type SecuredNode = ElasticsearchNode & { readonly secured: SecuredAccess };

/** Start a node with security and TLS for one test file. Return null if there is none and its tests are skipped. */
export async function startSecuredNode(): Promise<SecuredNode | null> {
  if (testUrl === null) return null;
  const node = await elasticsearchForTests({ secure: true });
  if (node === null) return null;
  afterAll(() => node.stop());
  const { secured } = node;
  if (secured === null) throw new Error('the node has no security');
  setDefaultCACertificates([...getCACertificates('default'), readFileSync(secured.caFile, 'utf8')]);
  return { ...node, secured };
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
    vectorIndex: 'int8_hnsw',
    numCandidates: null,
    callTimeoutMs: 20_000,
    ...overrides,
  };
}
