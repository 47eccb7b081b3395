import { expect, test } from 'vitest';
import { markdownTable } from '../report/report.ts';
import { tableValues } from './table-values.ts';

test('the numbers of a table have the names of their row and column', () => {
  const table = markdownTable([
    ['pipeline', 'tracks an hour', 'reached', 'share'],
    ['float32', '1,457', 'yes', '12.5 %'],
    ['int8', '3068', '–', '-1'],
  ]);
  expect(
    tableValues(`One machine, 2 cores\n\n${table}\n\n| tracks | index | ms |\n|---|---|---|\n| 20,000 | flat | 3 |\n`),
  ).toEqual([
    { row: 'float32, yes', column: 'tracks an hour', value: 1457 },
    { row: 'float32, yes', column: 'share', value: 12.5 },
    { row: 'int8, –', column: 'tracks an hour', value: 3068 },
    { row: 'int8, –', column: 'share', value: -1 },
    { row: '20,000, flat', column: 'ms', value: 3 },
  ]);
});

test('rows with the same name are told apart', () => {
  const table = markdownTable([
    ['store', 'ms'],
    ['a', '1'],
    ['a', '2'],
  ]);
  expect(tableValues(table).map(({ row, value }) => [row, value])).toEqual([
    ['a', 1],
    ['a (2)', 2],
  ]);
});
