import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { readSettings } from './settings.ts';

test('an empty environment gives the defaults, with absolute paths', () => {
  expect(readSettings({})).toEqual({
    datasetDir: resolve('dataset'),
    modelDir: resolve('models'),
    storePath: resolve('data/soundalike.db'),
    embeddingModel: null,
    ffmpegPath: null,
    maxDeleteShare: 0.2,
  });
});

test('a blank variable counts as unset', () => {
  expect(readSettings({ EMBEDDING_MODEL: ' ', DATASET_DIR: '' })).toEqual(readSettings({}));
});

test('every fault is reported at once, by name and without the value', () => {
  const faulty = (): unknown => readSettings({ EMBEDDING_MODEL: 'secret-canary', MAX_DELETE_SHARE: '7' });
  expect(faulty).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
  expect(faulty).toThrow(/EMBEDDING_MODEL.*MAX_DELETE_SHARE/u);
  expect(faulty).not.toThrow(/secret-canary/u);
});
