import { Client } from '@elastic/elasticsearch';
import { testSpace, testTracks } from '@soundalike/catalog/testing';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { diagnoseElasticsearch } from '../diagnose-elasticsearch.ts';
import { openElasticsearchRecords, openElasticsearchSpaces, openElasticsearchStore } from '../open-stores.ts';
import type { ElasticsearchOptions } from '../options.ts';
import { destroyLibrary, testOptions, testUrl } from '../testing/test-options.ts';
import { indexNames } from './index-names.ts';

const space = testSpace();

describe.skipIf(testUrl === null)('names in a cluster that others use too', () => {
  let client: Client;
  let options: ElasticsearchOptions & { readonly alias: string };
  beforeEach(() => {
    client = new Client({ node: testUrl! });
    options = testOptions();
    onTestFinished(async () => {
      await destroyLibrary(options);
      await client.close();
    });
  });

  const fill = async (library: ElasticsearchOptions, spaceId = space.id): Promise<void> => {
    await using store = await openElasticsearchStore({ ...library, space: testSpace({ id: spaceId }) });
    await store.upsert(testTracks(3, testSpace({ id: spaceId })));
    await store.serve();
    await using records = await openElasticsearchRecords(library);
    await records.put('runs', 'first', 1);
  };
  const indicesOf = async (pattern: string): Promise<string[]> =>
    Object.keys(await client.indices.get({ index: pattern }));
  const openings = [
    () => openElasticsearchStore({ ...options, space }),
    () => openElasticsearchStore(options),
    async () => {
      await using records = await openElasticsearchRecords(options);
      await records.put('leases', 'etl', 1);
    },
  ];

  test.each(['an alias', 'an index'])('%s of another program is refused, and nothing is written', async (kind) => {
    const index = kind === 'an index' ? options.alias : `other-${options.alias}`;
    onTestFinished(async () => {
      await client.indices.delete({ index });
    });
    await client.indices.create({ index, ...(kind === 'an alias' && { aliases: { [options.alias]: {} } }) });
    const expected = {
      code: 'CONFIG_INVALID',
      message: expect.stringMatching(/^ELASTICSEARCH_ALIAS: .*choose another name.*not touched/u),
    };
    for (const open of openings) await expect(open()).rejects.toMatchObject(expected);
    expect(await indicesOf(`${options.alias}*`)).toEqual([index]);
    const last = (await diagnoseElasticsearch(options)).at(-1)!;
    expect(last).toMatchObject({ name: 'space', status: 'fault', finding: expected.message });
    expect(last.cure).not.toMatch(/delete/u);
  });

  test('an alias that another program takes later is not moved', async () => {
    await using store = await openElasticsearchStore({ ...options, space });
    const index = `other-${options.alias}`;
    onTestFinished(async () => {
      await client.indices.delete({ index });
    });
    await client.indices.create({ index, aliases: { [options.alias]: {} } });
    await expect(store.serve()).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    expect(await indicesOf(options.alias)).toEqual([index]);
  });

  test('a library whose name begins like that of another neither lists, serves nor drops what is in the other', async () => {
    const other = { ...options, alias: `${options.alias}-jazz` };
    await fill(other);
    await fill(options);
    await fill(options, 'cnn14-0b1c2d3e-v1-f32');
    await using spaces = await openElasticsearchSpaces(options);
    expect((await spaces.list()).map((each) => each.space.id)).toEqual(['cnn14-0b1c2d3e-v1-f32', space.id]);
    await spaces.drop(space.id);
    await using others = await openElasticsearchSpaces(other);
    expect((await others.list()).map((each) => [each.space.id, each.served, each.tracks])).toEqual([
      [space.id, true, 3],
    ]);
  });

  test('an alias of two indices is reported to readers, to writers and by the doctor', async () => {
    await fill(options);
    await fill(options, 'cnn14-0b1c2d3e-v1-f32');
    const index = indexNames(options.alias).spaceIndex(space.id);
    await client.indices.putAlias({ index, name: options.alias });
    const message = expect.stringMatching(/points to several indices.*remove it from all but one: POST \/_aliases/u);
    for (const open of openings.slice(0, 2))
      await expect(open()).rejects.toMatchObject({ code: 'STORE_CORRUPT', message });
    expect((await diagnoseElasticsearch(options)).at(-1)).toMatchObject({ status: 'fault', finding: message });
  });

  test('an index that has lost its alias is not filled again from the beginning: the error says how to add it', async () => {
    await fill(options);
    const names = indexNames(options.alias);
    const index = names.spaceIndex(space.id);
    await client.indices.deleteAlias({ index, name: names.spaceAlias(space.id) });
    await expect(openElasticsearchStore({ ...options, space })).rejects.toMatchObject({
      code: 'STORE_CORRUPT',
      message: expect.stringContaining(`{"add":{"index":"${index}","alias":"${names.spaceAlias(space.id)}"}}`),
    });
  });

  test('the doctor reports blocks, and a wrong index of the records with its cure', async () => {
    await fill(options);
    const names = indexNames(options.alias);
    const findings = async (): Promise<string[]> =>
      (await diagnoseElasticsearch(options)).map(({ status, name }) => `${status} ${name}`);
    expect(await findings()).toEqual(expect.arrayContaining(['ok blocks', 'ok space', 'ok records']));
    await client.indices.putSettings({
      index: names.spaceIndex(space.id),
      settings: { 'index.blocks.read_only_allow_delete': true },
    });
    const [records = ''] = await indicesOf(names.records);
    await client.indices.delete({ index: records });
    await client.index({ index: names.records, document: { collection: 'a', key: 'b', json: '1', write: 'c' } });
    expect(await findings()).toEqual(expect.arrayContaining(['fault blocks', 'ok space', 'warning records']));
    await using opened = await openElasticsearchRecords(options);
    await opened.get('runs', 'first');
    expect(await findings()).toContain('ok records');
  });

  test('the doctor names the block that is set, and a closed index, with the calls that undo them', async () => {
    await fill(options);
    const names = indexNames(options.alias);
    const [index = ''] = await indicesOf(names.records);
    const blocks = async () => (await diagnoseElasticsearch(options)).find(({ name }) => name === 'blocks');
    await client.indices.putSettings({ index, settings: { 'index.blocks.read': true } });
    expect(await blocks()).toMatchObject({
      status: 'fault',
      cure: expect.stringContaining('PUT /INDEX/_settings {"index.blocks.read":null}'),
    });
    await client.indices.putSettings({ index, settings: { 'index.blocks.read': null } });
    await client.indices.close({ index });
    expect(await blocks()).toMatchObject({
      status: 'fault',
      finding: expect.stringContaining(`${index} is closed`),
      cure: expect.stringContaining('POST /INDEX/_open'),
    });
    await client.indices.open({ index });
    expect(await blocks()).toMatchObject({ status: 'ok' });
  });
});
