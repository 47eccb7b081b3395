import { Client } from '@elastic/elasticsearch';
import type { JsonValue, RecordStore } from '@soundalike/catalog';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { indexNames } from '../indices/index-names.ts';
import type { IndexNames } from '../indices/index-names.ts';
import { openElasticsearchRecords } from '../open-stores.ts';
import type { ElasticsearchOptions } from '../options.ts';
import { destroyLibrary, testOptions, testUrl } from '../testing/test-options.ts';
import { recordId } from './record-document.ts';
import { RECORD_MAPPING } from './records-index.ts';

describe.skipIf(testUrl === null)('the index of the records', () => {
  let client: Client;
  let options: ElasticsearchOptions;
  let names: IndexNames;
  beforeEach(() => {
    client = new Client({ node: testUrl! });
    options = testOptions();
    names = indexNames(options.alias);
    onTestFinished(async () => {
      await client.close();
      await destroyLibrary(options);
    });
  });

  const opened = async (): Promise<RecordStore> => {
    const records = await openElasticsearchRecords(options);
    onTestFinished(() => records.close());
    return records;
  };
  const valuesOf = async (records: RecordStore): Promise<JsonValue[]> =>
    (await Array.fromAsync(records.list('runs'))).map(({ value }) => value);

  /** Put numbered records into an index that this program did not create, as a write without an alias does. */
  const indexDirectly = async (count: number): Promise<void> => {
    const operations = Array.from({ length: count }, (_, n) => {
      const key = String(n).padStart(3, '0');
      const document = { collection: 'runs', key, json: JSON.stringify(n), write: 'earlier' };
      return [{ index: { _id: recordId('runs', key) } }, document];
    });
    await client.bulk({ index: names.records, operations: operations.flat(), refresh: true });
  };

  const expectRightIndex = async (): Promise<void> => {
    const found = Object.entries(await client.indices.get({ index: names.records }));
    expect(found).toHaveLength(1);
    const [[index, state]] = found as [(typeof found)[number]];
    expect(Object.keys(state.aliases ?? {})).toEqual([names.records]);
    expect(index).not.toBe(names.records);
    expect(state.mappings).toMatchObject({ properties: RECORD_MAPPING.properties });
  };

  test('is created by the first write, and reading before that finds nothing and creates nothing', async () => {
    const records = await opened();
    expect(await records.get('runs', 'a')).toBeNull();
    expect(await valuesOf(records)).toEqual([]);
    await records.delete('runs', 'a');
    expect(await client.indices.exists({ index: names.records })).toBe(false);
    await Promise.all(Array.from({ length: 8 }, async (_, n) => (await opened()).put('runs', `key ${n}`, n)));
    expect(await valuesOf(records)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    await expectRightIndex();
  });

  test('is created again by the next write after somebody deleted it', async () => {
    const records = await opened();
    const version = await records.put('runs', 'a', 1);
    const [index = ''] = Object.keys(await client.indices.get({ index: names.records }));
    await client.indices.delete({ index });
    await expect(records.put('runs', 'a', 2, version)).rejects.toMatchObject({ code: 'RECORD_CONFLICT' });
    await records.put('runs', 'b', 3);
    expect(await valuesOf(records)).toEqual([3]);
    await expectRightIndex();
  });

  test.each(['with a mapping that Elasticsearch guessed', 'of an earlier version'])(
    'an index %s is replaced by a right one that has its records',
    async (kind) => {
      if (kind === 'of an earlier version') {
        await client.indices.create({ index: names.records, mappings: { ...RECORD_MAPPING, _meta: {} } });
      }
      await indexDirectly(600);
      const [first, second] = await Promise.all([opened(), opened()]);
      const expected = Array.from({ length: 600 }, (_, n) => n);
      expect(await valuesOf(first)).toEqual(expected);
      expect(await valuesOf(second)).toEqual(expected);
      await expectRightIndex();
      // Neither the old index nor the copy of the one that was slower is left.
      expect(Object.keys(await client.indices.get({ index: `${names.records}*` }))).toHaveLength(1);
    },
  );

  test('an index that takes its place while a store is open is replaced by the next write', async () => {
    const records = await opened();
    await indexDirectly(2);
    await records.put('runs', 'b', 2);
    expect(await valuesOf(records)).toEqual([0, 1, 2]);
    await expectRightIndex();
  });

  test('an index with more fields, which somebody added, is used as it is', async () => {
    const records = await opened();
    await records.put('runs', 'a', 1);
    await client.indices.putMapping({ index: names.records, properties: { ours: { type: 'keyword' } }, dynamic: true });
    const before = Object.keys(await client.indices.get({ index: names.records }));
    const again = await opened();
    await again.put('runs', 'b', 2);
    expect(await valuesOf(again)).toEqual([1, 2]);
    expect(Object.keys(await client.indices.get({ index: names.records }))).toEqual(before);
  });

  test('an index of another program is refused by name and not touched', async () => {
    await client.index({ index: names.records, id: 'theirs', document: { theirs: true }, refresh: true });
    await expect(openElasticsearchRecords(options)).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringMatching(/^ELASTICSEARCH_ALIAS: .*choose another name/u),
    });
    expect(await client.count({ index: names.records })).toMatchObject({ count: 1 });
  });
});
