import { inspect } from 'node:util';
import { isSoundalikeError } from '@soundalike/errors';
import { testSpace } from '@soundalike/catalog/testing';
import { describe, expect, test, vi } from 'vitest';
import { diagnoseElasticsearch } from './diagnose-elasticsearch.ts';
import { openElasticsearchRecords, openElasticsearchSpaces, openElasticsearchStore } from './open-stores.ts';
import type { ElasticsearchOptions } from './options.ts';
import { FaultProxy } from './testing/fault-proxy.ts';
import { testUrl } from './testing/test-options.ts';

const CANARY = { id: 'canary-identity', secret: 'canary-secret-7f3a' };
const CANARY_KEY = Buffer.from(`${CANARY.id}:${CANARY.secret}`).toString('base64');

describe.skipIf(testUrl === null)('secrets', () => {
  /** Return everything that a log, a debugger or a crash report could show of a value. */
  const everythingOf = (value: unknown): string =>
    [
      inspect(value, { depth: Infinity, showHidden: true, getters: true, maxStringLength: Infinity }),
      JSON.stringify(value),
      String(value),
      (value as Error).stack,
    ].join('\n');

  const expectNoSecret = (text: string): void => {
    const basic = Buffer.from(`admin:${CANARY.secret}`).toString('base64');
    for (const secret of [CANARY_KEY, CANARY.id, CANARY.secret, basic, encodeURIComponent(CANARY.secret)])
      expect(text).not.toContain(secret);
  };

  const attempts: readonly ((endpoint: ElasticsearchOptions) => Promise<unknown>)[] = [
    openElasticsearchStore,
    (endpoint) => openElasticsearchStore({ ...endpoint, space: testSpace() }),
    openElasticsearchRecords,
    async (endpoint) => {
      await using spaces = await openElasticsearchSpaces(endpoint);
      return await spaces.list();
    },
    async (endpoint) => Promise.reject(new Error(JSON.stringify(await diagnoseElasticsearch(endpoint)))),
  ];

  test('neither key nor password is in any error, cause, finding or output', async () => {
    const printed: string[] = [];
    for (const stream of [process.stdout, process.stderr]) {
      vi.spyOn(stream, 'write').mockImplementation((text) => {
        printed.push(String(text));
        return true;
      });
    }
    await using proxy = await FaultProxy.start(testUrl!);
    const sent = (): boolean =>
      proxy.seen.some(({ authorization }) => authorization?.includes(CANARY_KEY) || authorization?.startsWith('Basic'));
    const errors: unknown[] = [];
    try {
      for (const status of [0, 400, 401, 403, 409, 429, 500]) {
        // The worst case: the server repeats the credentials that it received.
        proxy.fault = ({ authorization = '' }) => {
          const credentials = Buffer.from(authorization.split(' ')[1] ?? '', 'base64').toString();
          return status === 0
            ? { kind: 'cut-request' }
            : {
                kind: 'answer',
                status,
                body: {
                  error: {
                    type: 'echo',
                    reason: `got ${authorization} (${credentials})`,
                  },
                },
              };
        };
        const keyed = {
          cloudId: null,
          url: proxy.url,
          apiKey: CANARY_KEY,
          vectorIndex: 'int8_hnsw',
          numCandidates: null,
          callTimeoutMs: 300,
        } as const;
        const named = { ...keyed, apiKey: null, url: proxy.url.replace('//', `//admin:${CANARY.secret}@`) };
        for (const endpoint of [keyed, named]) {
          for (const attempt of attempts)
            errors.push(
              await attempt(endpoint).then(
                () => expect.fail('expected an error'),
                (error: unknown) => error,
              ),
            );
        }
      }
      const broken = {
        url: null,
        cloudId: `${CANARY.secret}:!!`,
        apiKey: CANARY_KEY,
        vectorIndex: 'int8_hnsw',
        numCandidates: null,
      } as const;
      errors.push(await openElasticsearchStore(broken).catch((error: unknown) => error));
    } finally {
      vi.restoreAllMocks();
    }
    expect(sent()).toBe(true);
    expect(errors.filter((error) => isSoundalikeError(error)).length).toBeGreaterThan(50);
    for (const error of errors) expectNoSecret(everythingOf(error));
    expectNoSecret(printed.join(''));
  });

  test('neither key nor password is shown by an open store', async () => {
    await using proxy = await FaultProxy.start(testUrl!);
    await using records = await openElasticsearchRecords({
      cloudId: null,
      url: proxy.url,
      apiKey: CANARY_KEY,
      vectorIndex: 'int8_hnsw',
      numCandidates: null,
      alias: 'test-canary',
    });
    expect(await records.get('runs', 'none')).toBeNull();
    expectNoSecret(everythingOf(records));
  });
});
