import { describe, expect, test } from 'vitest';
import { RECORD_COLLECTIONS } from '../store/record-store.ts';
import type { JsonValue, RecordStore } from '../store/record-store.ts';
import { isSoundalikeError } from '@soundalike/errors';
import { collect, expectCode, useLibrary } from './fixtures/contract-support.ts';
import type { CreateTestLibrary } from './fixtures/contract-support.ts';

const LONGEST_KEY = `${'k'.repeat(508)}😀`;
const LONG_LIST = 1_050;

const keysOf = async (store: RecordStore, prefix?: string): Promise<string[]> =>
  (await collect(store.list('failures', prefix))).map(({ key }) => key);

/** Register the tests that every `RecordStore` must pass. Call it at the top of a test file or inside a `describe`. */
export function describeRecordStore(name: string, create: CreateTestLibrary): void {
  describe(`${name} fulfils the contract of RecordStore`, () => {
    test('returns null for an unknown key, and the last value of a known one', async () => {
      const library = await useLibrary(create);
      await using records = await library.openRecords();
      expect(await records.get('runs', 'a')).toBeNull();
      const version = await records.put('runs', 'a', { found: 3 });
      expect(await records.get('runs', 'a')).toEqual({ key: 'a', value: { found: 3 }, version });
      const next = await records.put('runs', 'a', { found: 3 });
      expect(next).not.toBe(version);
      expect(await records.get('runs', 'a')).toEqual({ key: 'a', value: { found: 3 }, version: next });
    });

    const values: readonly JsonValue[] = [
      null,
      true,
      0,
      -1.5e-7,
      9_007_199_254_740_991,
      '',
      'ünï "quoted" \\ \u0000 😀',
      [],
      {},
      [[1], ['a', null, { b: [] }]],
      { 'a.b': 1, '': 2, 'x y': { deep: { deeper: [1, 2, 3] } }, type: 'x', _id: 'y' },
      { text: 'x'.repeat(100_000) },
    ];
    test.each(values.map((value) => [JSON.stringify(value).slice(0, 60), value] as const))(
      'stores and returns %s',
      async (_text, value) => {
        const library = await useLibrary(create);
        await using records = await library.openRecords();
        await records.put('preferences', 'key', value);
        expect((await records.get('preferences', 'key'))?.value).toEqual(value);
        expect((await collect(records.list('preferences'))).map((record) => record.value)).toEqual([value]);
      },
    );

    test('collections are separate', async () => {
      const library = await useLibrary(create);
      await using records = await library.openRecords();
      for (const collection of RECORD_COLLECTIONS) await records.put(collection, 'same', collection);
      await records.delete('runs', 'same');
      for (const collection of RECORD_COLLECTIONS) {
        const record = await records.get(collection, 'same');
        expect(record?.value ?? null).toBe(collection === 'runs' ? null : collection);
        expect(await collect(records.list(collection))).toEqual(record ? [record] : []);
      }
    });

    test('put with an expected version fails with RECORD_CONFLICT if the record has another', async () => {
      const library = await useLibrary(create);
      await using records = await library.openRecords();
      await expectCode(records.put('leases', 'etl', 'x', 'made-up'), 'RECORD_CONFLICT');
      const first = await records.put('leases', 'etl', 'first', null);
      await expectCode(records.put('leases', 'etl', 'second', null), 'RECORD_CONFLICT');
      const second = await records.put('leases', 'etl', 'second', first);
      await expectCode(records.put('leases', 'etl', 'third', first), 'RECORD_CONFLICT');
      expect(await records.get('leases', 'etl')).toEqual({ key: 'etl', value: 'second', version: second });
    });

    test('delete fails with RECORD_CONFLICT on another version, and ignores a missing record', async () => {
      const library = await useLibrary(create);
      await using records = await library.openRecords();
      await records.delete('leases', 'etl');
      await records.delete('leases', 'etl', 'made-up');
      const first = await records.put('leases', 'etl', 1);
      const second = await records.put('leases', 'etl', 2);
      await expectCode(records.delete('leases', 'etl', first), 'RECORD_CONFLICT');
      expect((await records.get('leases', 'etl'))?.value).toBe(2);
      await records.delete('leases', 'etl', second);
      expect(await records.get('leases', 'etl')).toBeNull();
    });

    test('a record that is deleted and put again gets a new version', async () => {
      const library = await useLibrary(create);
      await using records = await library.openRecords();
      const before = await records.put('leases', 'etl', 'same');
      await records.delete('leases', 'etl');
      expect(await records.put('leases', 'etl', 'same', null)).not.toBe(before);
      await expectCode(records.put('leases', 'etl', 'other', before), 'RECORD_CONFLICT');
    });

    test('exactly one of several concurrent writers wins each round', async () => {
      const library = await useLibrary(create);
      await using one = await library.openRecords();
      await using other = await library.openRecords();
      let expected: string | null = null;
      for (let round = 0; round < 10; round++) {
        const outcomes = await Promise.allSettled(
          [one, other, one, other].map((records, writer) => records.put('leases', 'etl', { round, writer }, expected)),
        );
        const won = outcomes.flatMap((outcome, writer) =>
          outcome.status === 'fulfilled' ? [{ writer, version: outcome.value }] : [],
        );
        const lost = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
        expect(won).toHaveLength(1);
        expect(
          lost.every((error) => isSoundalikeError(error, 'RECORD_CONFLICT')),
          String(lost),
        ).toBe(true);
        expected = won[0]!.version;
        expect(await other.get('leases', 'etl')).toEqual({
          key: 'etl',
          value: { round, writer: won[0]!.writer },
          version: expected,
        });
      }
    });

    test('lists only the keys with the prefix, in the order of their UTF-8 bytes', async () => {
      const library = await useLibrary(create);
      await using records = await library.openRecords();
      const keys = [
        'a',
        'A',
        'ab',
        'a%b',
        'a%c',
        'a_b',
        'a_',
        'a*b',
        'a?',
        'a\\b',
        'a"b',
        "a'b",
        'a b',
        'a\n',
        'a/b/c',
        'aé',
        'ae\u0301',
        'ß',
        '日本/語',
        '日本',
        '\uFFFD',
        '😀',
        '😀/x',
        '\uE000',
        LONGEST_KEY,
        '..',
        '-',
        '%',
        '_',
        '*',
      ];
      for (const key of keys) await records.put('failures', key, { key });
      const sorted = keys.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
      expect(await keysOf(records)).toEqual(sorted);
      for (const prefix of [
        '',
        'a',
        'A',
        'a%',
        'a_',
        'a*',
        'a?',
        'a\\',
        'a"',
        'aé',
        '日',
        '日本/',
        '😀',
        '\uE000',
        '%',
        '_',
        '*',
        'zz',
        LONGEST_KEY,
      ]) {
        expect(await keysOf(records, prefix), JSON.stringify(prefix.slice(0, 20))).toEqual(
          sorted.filter((key) => key.startsWith(prefix)),
        );
      }
      expect((await records.get('failures', LONGEST_KEY))?.value).toEqual({ key: LONGEST_KEY });
    });

    test('lists many records completely, even if each is deleted during the listing', async () => {
      const library = await useLibrary(create);
      await using records = await library.openRecords();
      const keys = Array.from({ length: LONG_LIST }, (_, index) => `key-${String(index).padStart(5, '0')}`);
      for (let from = 0; from < LONG_LIST; from += 105) {
        await Promise.all(keys.slice(from, from + 105).map((key) => records.put('failures', key, key)));
      }
      expect(await keysOf(records)).toEqual(keys);
      const seen: string[] = [];
      const deletions: Promise<void>[] = [];
      for await (const { key, version } of records.list('failures', 'key-')) {
        seen.push(key);
        deletions.push(records.delete('failures', key, version));
        if (deletions.length === 50) await Promise.all(deletions.splice(0));
      }
      await Promise.all(deletions);
      expect(seen).toEqual(keys);
      expect(await keysOf(records)).toEqual([]);
    });

    test('a key that is empty or longer than 512 bytes fails with USAGE', async () => {
      const library = await useLibrary(create);
      await using records = await library.openRecords();
      await expectCode(records.put('maps', '', 1), 'USAGE');
      await expectCode(records.put('maps', `${LONGEST_KEY}x`, 1), 'USAGE');
      expect(await collect(records.list('maps'))).toEqual([]);
    });

    test('records are still there after reopening, and create no embedding space', async () => {
      const library = await useLibrary(create);
      {
        await using records = await library.openRecords();
        await records.put('maps', 'key', 'value');
        await records.close();
      }
      await expectCode(library.openStore(), 'STORE_EMPTY');
      await using spaces = await library.openSpaces();
      expect(await spaces.list()).toEqual([]);
      await using records = await library.openRecords();
      expect((await records.get('maps', 'key'))?.value).toBe('value');
    });
  });
}
