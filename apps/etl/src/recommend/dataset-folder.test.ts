import { join } from 'node:path';
import { expect, test } from 'vitest';
import { datasetFolder } from './dataset-folder.ts';

const DATASET = join('/music', 'library');

test.each([
  ['Jazz', 'Jazz'],
  ['Jazz/', 'Jazz'],
  ['./Jazz/../Rock/90s', 'Rock/90s'],
  [join(DATASET, 'Jazz', 'Miles'), 'Jazz/Miles'],
  ['..And Justice', '..And Justice'],
  ['.', null],
  ['', null],
  [DATASET, null],
])('%s is %j', (folder, expected) => expect(datasetFolder(folder, DATASET)).toBe(expected));

test.each(['..', '../other', '/elsewhere'])('%s is outside the dataset', (folder) => {
  expect(() => datasetFolder(folder, DATASET)).toThrow(expect.objectContaining({ code: 'USAGE' }));
});
