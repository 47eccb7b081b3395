import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { testSpace } from '@soundalike/catalog/testing';
import { isSoundalikeError } from '@soundalike/errors';
import { expect, onTestFinished, test } from 'vitest';
import { diagnoseElasticsearch } from './diagnose-elasticsearch.ts';
import { openElasticsearchRecords, openElasticsearchSpaces, openElasticsearchStore } from './open-stores.ts';
import type { ElasticsearchOptions } from './options.ts';
import { rebuildElasticsearchSpace } from './rebuild-space.ts';

const calls: readonly ((options: ElasticsearchOptions) => Promise<unknown>)[] = [
  openElasticsearchStore,
  (options) => openElasticsearchStore({ ...options, space: testSpace() }),
  async (options) => {
    await using records = await openElasticsearchRecords(options);
    await records.get('runs', 'a');
    await records.put('runs', 'a', 1);
    return await Array.fromAsync(records.list('runs'));
  },
  async (options) => {
    await using spaces = await openElasticsearchSpaces(options);
    return await spaces.list();
  },
  (options) =>
    rebuildElasticsearchSpace(options, { signal: new AbortController().signal, onProgress: () => undefined }),
];

test.each(['null', '"text"', '[]', '{}', '{"a":1}', '{"a":null}', '7', ''])(
  'an answer %s, which Elasticsearch never gives, is an error of this project and no crash',
  async (body) => {
    const server = createServer((_request, response) => {
      const headers = { 'content-type': 'application/json', 'x-elastic-product': 'Elasticsearch', connection: 'close' };
      response.writeHead(200, headers).end(body);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const options = { cloudId: null, url, apiKey: null, vectorIndex: 'int8_hnsw', numCandidates: null } as const;
    for (const call of calls) {
      const failure: unknown = await call({ ...options, callTimeoutMs: 2_000 }).then(
        () => null,
        (error: unknown) => error,
      );
      expect(failure === null || isSoundalikeError(failure), String(failure)).toBe(true);
    }
    const checks = await diagnoseElasticsearch({ ...options, callTimeoutMs: 2_000 });
    expect(checks.some(({ status }) => status === 'fault')).toBe(true);
  },
);
