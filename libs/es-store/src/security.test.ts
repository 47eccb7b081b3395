import { testSpace, testTracks } from '@soundalike/catalog/testing';
import { documentedRoles } from '@soundalike/elasticsearch-node';
import type { RoleDescriptors } from '@soundalike/elasticsearch-node';
import { describe, expect, test } from 'vitest';
import { diagnoseElasticsearch } from './diagnose-elasticsearch.ts';
import type { Check } from './diagnosis/check.ts';
import { openElasticsearchRecords, openElasticsearchSpaces, openElasticsearchStore } from './open-stores.ts';
import type { ElasticsearchOptions } from './options.ts';
import { securedOptions, startSecuredNode } from './testing/secured-node.ts';

/** For every privilege of the documented roles, a role that lacks only this one. */
const lackingOne = (['etl', 'bot'] as const).flatMap((holder) => {
  const [role] = Object.values(documentedRoles(holder));
  return role!.indices.flatMap(({ names, privileges }, at) =>
    privileges.map((lacking) => {
      const others = privileges.filter((each) => each !== lacking);
      // A role with no privilege at all needs this one.
      const left = { names, privileges: others.length > 0 ? others : ['none'] };
      const lackingRole = { cluster: [], indices: role!.indices.with(at, left) };
      return { holder, lacking: `${lacking} on ${names[0]}`, roles: { lacking: lackingRole } };
    }),
  );
});

const node = await startSecuredNode();

/** Return options with a new API key of these roles. */
async function withKey(roles: RoleDescriptors): Promise<ElasticsearchOptions> {
  const { encoded } = await node!.secured.createKey('test', roles);
  return securedOptions(node!, encoded);
}

const faults = (checks: readonly Check[]): string[] =>
  checks.filter(({ status }) => status === 'fault').map(({ finding }) => finding);

describe.skipIf(node === null)('with API keys, by a Cloud ID', () => {
  const space = testSpace();
  const tracks = testTracks(30, space);

  test('the documented roles allow everything that the ETL and the bot do', async () => {
    const [etl, bot] = [await withKey(documentedRoles('etl')), await withKey(documentedRoles('bot'))];
    expect(faults(await diagnoseElasticsearch(etl, 'etl'))).toEqual([]);
    expect(faults(await diagnoseElasticsearch(bot, 'bot'))).toEqual([]);
    await (await openElasticsearchRecords(etl)).close();
    {
      // Only the ETL creates the index of the records.
      await using botRecords = await openElasticsearchRecords(bot);
      await expect(botRecords.put('preferences', 'member', 1, null)).rejects.toMatchObject({ code: 'STORE_EMPTY' });
      await using etlRecords = await openElasticsearchRecords(etl);
      await etlRecords.put('runs', 'first', {}, null);
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
    const checks = await diagnoseElasticsearch(bot, 'bot');
    expect(checks.filter(({ status }) => status !== 'ok')).toEqual([]);
    expect(checks.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['configuration', 'connection', 'version', 'privileges', 'space', 'mapping']),
    );
  });

  test.each(lackingOne)(
    'the doctor reports to $holder that $lacking is missing',
    async ({ holder, lacking, roles }) => {
      const [fault, ...others] = faults(await diagnoseElasticsearch(await withKey(roles), holder));
      expect(fault).toContain(lacking);
      expect(others).toEqual([]);
    },
  );

  test('the error of a call that the key does not allow names the missing privilege', async () => {
    const reader = {
      cluster: [],
      indices: [{ names: ['tracks', 'tracks-*'], privileges: ['read', 'view_index_metadata'] }],
    };
    await expect(
      openElasticsearchStore({ ...(await withKey({ reader })), space: testSpace({ id: 'never-made' }) }),
    ).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringMatching(/granted by the index privileges \[create_index,manage,all\]/u) as string,
    });
  });

  test('a wrong, an expired, an invalidated key and no key are CONFIG_INVALID', async () => {
    const roles = documentedRoles('etl');
    const expired = await node!.secured.createKey('expired', roles, '1ms');
    const invalidated = await node!.secured.createKey('invalidated', roles);
    await node!.secured.invalidateKey(invalidated);
    const wrong = Buffer.from('an-id:a-secret').toString('base64');
    for (const key of [wrong, expired.encoded, invalidated.encoded, null]) {
      const options = securedOptions(node!, key);
      await expect(openElasticsearchStore(options)).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
      expect((await diagnoseElasticsearch(options)).at(-1)).toMatchObject({
        name: 'connection',
        status: 'fault',
        finding: expect.stringContaining('ELASTICSEARCH_API_KEY') as string,
      });
    }
  });
});
