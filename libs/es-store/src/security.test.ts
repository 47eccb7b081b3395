import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { isSoundalikeError } from '@soundalike/errors';
import { testSpace, testTracks } from '@soundalike/catalog/testing';
import { elasticsearchForTests } from '@soundalike/elasticsearch-node';
import type { Role, Users } from '@soundalike/elasticsearch-node';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { diagnoseElasticsearch } from './diagnose-elasticsearch.ts';
import type { KeyHolder } from './diagnosis/check-privileges.ts';
import type { Check } from './diagnosis/check.ts';
import { openElasticsearchRecords, openElasticsearchSpaces, openElasticsearchStore } from './open-stores.ts';
import type { ElasticsearchOptions } from './options.ts';
import { FaultProxy } from './testing/fault-proxy.ts';
import { testUrl } from './testing/test-options.ts';

/** The alias that the documented roles name. */
const ALIAS = 'tracks';
const CANARY = { id: 'canary-identity', secret: 'canary-secret-7f3a' };
const CANARY_KEY = Buffer.from(`${CANARY.id}:${CANARY.secret}`).toString('base64');

/** Read a role from the documentation. */
function documentedRole(holder: KeyHolder): Role {
  const page = readFileSync(new URL('../../../docs/use-elasticsearch.md', import.meta.url), 'utf8');
  const [role] = Object.values(
    JSON.parse(new RegExp(`\`\`\`json ${holder}\n(.*?)\`\`\``, 'su').exec(page)![1]!) as Users,
  );
  return role!;
}

/** For every privilege of the documented roles, a user that lacks only this one. */
const lackingOne = (['etl', 'bot'] as const).flatMap((holder) =>
  documentedRole(holder).indices.flatMap(({ names, privileges }, at) =>
    privileges.map((lacking) => {
      const left = { names, privileges: [...privileges.filter((each) => each !== lacking), 'none'] };
      return {
        user: `${holder}-${at}-${lacking}`,
        holder,
        lacking: `${lacking} on ${names[0]}`,
        role: { cluster: [], indices: documentedRole(holder).indices.with(at, left) },
      };
    }),
  ),
);

const users: Users = {
  etl: documentedRole('etl'),
  bot: documentedRole('bot'),
  reader: { cluster: [], indices: [{ names: [ALIAS, `${ALIAS}-*`], privileges: ['read', 'view_index_metadata'] }] },
  ...Object.fromEntries(lackingOne.map(({ user, role }) => [user, role])),
};

// Users instead of API keys: the server from Maven Central cannot create keys, and both use the same roles.
const node = testUrl === null ? null : await elasticsearchForTests({ users });
afterAll(() => node?.stop());

const options = (apiKey: string | null, user?: string): ElasticsearchOptions => ({
  cloudId: null,
  url: user ? node!.url.replace('//', `//${user}:${node!.superuser!.password}@`) : node!.url,
  apiKey,
  vectorIndex: 'int8_hnsw',
  numCandidates: null,
  alias: ALIAS,
  callTimeoutMs: 20_000,
});

const faults = (checks: readonly Check[]): string[] =>
  checks.filter(({ status }) => status === 'fault').map(({ finding }) => finding);

describe.skipIf(node === null)('with security on', () => {
  const space = testSpace();
  const tracks = testTracks(30, space);

  test('the documented roles allow everything that the ETL and the bot do', async () => {
    const [etl, bot] = [options(null, 'etl'), options(null, 'bot')];
    expect(faults(await diagnoseElasticsearch(etl, 'etl'))).toEqual([]);
    expect(faults(await diagnoseElasticsearch(bot, 'bot'))).toEqual([]);
    {
      await using botRecords = await openElasticsearchRecords(bot);
      await botRecords.put('preferences', 'member', 1, null);
      expect(await Array.fromAsync(botRecords.list('preferences'))).toHaveLength(1);
    }
    const other = testSpace({ id: 'musicnn-11111111-v1-f32' });
    for (const each of [other, space]) {
      await using store = await openElasticsearchStore({ ...etl, space: each });
      await store.upsert(testTracks(30, each));
      await store.patch([{ id: tracks[0]!.id, addPaths: [{ path: 'x', size: 1, mtimeMs: 1 }] }]);
      await store.delete([tracks[29]!.id]);
      await store.writePairSimilarities([0.5]);
      await store.serve();
      expect(await Array.fromAsync(store.list())).toHaveLength(29);
      expect(await store.count()).toBe(29);
    }
    await using spaces = await openElasticsearchSpaces(etl);
    expect((await spaces.list()).map(({ bytes }) => bytes)).toEqual([expect.any(Number), expect.any(Number)]);
    await spaces.drop(other.id);

    await using reader = await openElasticsearchStore(bot);
    expect(await reader.similarTo(tracks[0]!.id, 3)).toHaveLength(3);
    expect(await reader.search('title', 3)).toHaveLength(3);
    expect(await reader.random()).not.toBeNull();
    expect(await reader.readPairSimilarities()).toEqual([0.5]);
    expect((await diagnoseElasticsearch(bot, 'bot')).map(({ status, name }) => `${status} ${name}`)).toEqual([
      'ok configuration',
      'ok connection',
      'ok version',
      'ok privileges',
      'ok space',
      'ok mapping',
    ]);
  });

  test.each(lackingOne)('the doctor reports to $holder that $lacking is missing', async ({ user, holder, lacking }) => {
    const [fault, ...others] = faults(await diagnoseElasticsearch(options(null, user), holder));
    expect(fault).toContain(lacking);
    expect(others).toEqual([]);
  });

  test('the error of a call that the key does not allow names the missing privilege', async () => {
    await expect(
      openElasticsearchStore({ ...options(null, 'reader'), space: testSpace({ id: 'never-made' }) }),
    ).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringMatching(/granted by the index privileges \[create_index,manage,all\]/u) as string,
    });
  });

  test('a wrong key, and no key, are CONFIG_INVALID', async () => {
    // A well-formed key is another matter: this server cannot keep keys, and so cannot know whether one is wrong.
    for (const key of ['no-key-at-all', null]) {
      await expect(openElasticsearchStore(options(key))).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
      expect((await diagnoseElasticsearch(options(key))).at(-1)).toMatchObject({
        name: 'connection',
        status: 'fault',
        finding: expect.stringContaining('ELASTICSEARCH_API_KEY') as string,
      });
    }
  });
});

describe.skipIf(testUrl === null)('the canary', () => {
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
