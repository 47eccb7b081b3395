import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { loadSettings } from './load-settings.ts';

let folder: string;
const before = process.cwd();
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'load-settings-'));
  process.chdir(folder);
});
afterEach(() => {
  process.chdir(before);
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

test('variables that are unset or blank come from .env, others from the environment', () => {
  vi.stubEnv('DATASET_DIR', '/from/the/environment');
  vi.stubEnv('STORE_PATH', ' ');
  vi.stubEnv('MODEL_DIR', undefined);
  writeFileSync('.env', '# comment\nDATASET_DIR=/from/the/file\nSTORE_PATH="/of the/file.db"\nMODEL_DIR=/models\n');
  expect(loadSettings()).toMatchObject({
    datasetDir: '/from/the/environment',
    storePath: '/of the/file.db',
    modelDir: '/models',
  });
});

test('without .env there is the environment alone', () => {
  vi.stubEnv('STORE_PATH', '/somewhere/store.db');
  expect(loadSettings().storePath).toBe('/somewhere/store.db');
});

test('a .env that cannot be read is CONFIG_INVALID by name', () => {
  mkdirSync('.env');
  expect(loadSettings).toThrow(
    expect.objectContaining({ code: 'CONFIG_INVALID', message: expect.stringContaining('.env') }),
  );
});
