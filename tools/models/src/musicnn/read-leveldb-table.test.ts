import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSoundalikeError } from '@soundalike/errors';
import { readLevelDbTable, maskedCrc32c } from './read-leveldb-table.ts';
import { writeLevelDbTable } from './testing/write-leveldb-table.ts';

const anyEntries = fc
  .uniqueArray(
    fc.tuple(
      fc.string({ unit: fc.constantFrom('a', 'b', '/', '_', '1'), maxLength: 12 }),
      fc.uint8Array({ maxLength: 40 }),
    ),
    {
      selector: ([key]) => key,
      maxLength: 40,
    },
  )
  .map((entries) => entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));

describe('readLevelDbTable', () => {
  it('reads tables with blocks of any size', () => {
    fc.assert(
      fc.property(anyEntries, fc.integer({ min: 1, max: 20 }), (entries, perBlock) => {
        const read = [...readLevelDbTable(writeLevelDbTable(entries, perBlock))];
        expect(read.map(([key, value]) => [key, [...value]])).toEqual(entries.map(([key, value]) => [key, [...value]]));
      }),
    );
  });

  it('never returns other entries for a damaged table', () => {
    fc.assert(
      fc.property(anyEntries, fc.nat(), fc.integer({ min: 1, max: 255 }), (entries, position, flip) => {
        const table = writeLevelDbTable(entries, 5);
        table[position % table.length]! ^= flip;
        try {
          // Only bytes without meaning, such as padding, can change without an error.
          expect([...readLevelDbTable(table)].map(([key, value]) => [key, [...value]])).toEqual(
            entries.map(([key, value]) => [key, [...value]]),
          );
        } catch (error) {
          if (!isSoundalikeError(error, 'CHECKPOINT_INVALID')) throw error;
        }
      }),
      { numRuns: 500 },
    );
  });

  it('refuses a table cut short, at any length', () => {
    const table = writeLevelDbTable([
      ['a', Uint8Array.of(1)],
      ['b', Uint8Array.of(2)],
    ]);
    for (let length = 0; length < table.length; length++) {
      expect(() => readLevelDbTable(table.subarray(0, length))).toThrow(
        expect.objectContaining({ code: 'CHECKPOINT_INVALID' }),
      );
    }
  });
});

it('computes the CRC-32C of RFC 3720 with the mask of LevelDB', () => {
  // RFC 3720, B.4: 32 bytes of zeros have the CRC-32C 0x8a9136aa.
  const crc = 0x8a9136aan;
  const rotated = ((crc >> 15n) | (crc << 17n)) & 0xffffffffn;
  expect(maskedCrc32c(new Uint8Array(32))).toBe(Number((rotated + 0xa282ead8n) & 0xffffffffn));
});
