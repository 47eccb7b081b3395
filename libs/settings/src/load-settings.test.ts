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

test('variables that are unset or blank are read from .env, others from the environment', () => {
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

test('without .env only the environment is read', () => {
  vi.stubEnv('STORE_PATH', '/somewhere/store.db');
  expect(loadSettings().storePath).toBe('/somewhere/store.db');
});

test.each([
  ['a byte-order mark', '\uFEFFSTORE_PATH=/first.db\nMODEL_DIR=/models\n'],
  ['the line endings of Windows', 'STORE_PATH=/first.db\r\nMODEL_DIR=/models\r\n'],
  ['both', '\uFEFFSTORE_PATH=/first.db\r\nMODEL_DIR="/models"\r\n'],
])('a .env with %s loses nothing', (_what, text) => {
  vi.stubEnv('STORE_PATH', undefined);
  vi.stubEnv('MODEL_DIR', undefined);
  writeFileSync('.env', text);
  expect(loadSettings()).toMatchObject({ storePath: '/first.db', modelDir: '/models' });
});

test.each([
  ['with', '\uFEFF'],
  ['without', ''],
])('a .env in UTF-16 %s a byte-order mark fails with CONFIG_INVALID and a hint to save it as UTF-8', (_what, mark) => {
  const text = Buffer.from(`${mark}STORE_PATH=/first.db\r\n`, 'utf16le');
  for (const bytes of [text, Buffer.from(text).swap16()]) {
    writeFileSync('.env', bytes);
    expect(loadSettings).toThrow(
      expect.objectContaining({ code: 'CONFIG_INVALID', message: expect.stringContaining('save it again as UTF-8') }),
    );
  }
});

test('# begins a comment in an unquoted value of .env, but not in quotes', () => {
  for (const name of ['STORE_PATH', 'MODEL_DIR', 'DATASET_DIR']) vi.stubEnv(name, undefined);
  writeFileSync('.env', 'STORE_PATH=/a#b.db\nMODEL_DIR="/a#b" # comment\nDATASET_DIR=\'/music #1\'\n');
  expect(loadSettings()).toMatchObject({ storePath: '/a', modelDir: '/a#b', datasetDir: '/music #1' });
});

test('a variable that Node reads before .env causes a warning, unless the environment has it', () => {
  vi.stubEnv('NODE_EXTRA_CA_CERTS', undefined);
  const warnings: string[] = [];
  writeFileSync('.env', 'NODE_EXTRA_CA_CERTS=\nSTORE_PATH=/a.db\n');
  loadSettings((finding, cure) => warnings.push(`${finding}; ${cure}`));
  expect(warnings).toEqual([]);
  writeFileSync('.env', 'NODE_EXTRA_CA_CERTS=/secret/ca.pem\n');
  loadSettings((finding, cure) => warnings.push(`${finding}; ${cure}`));
  expect(warnings).toEqual([expect.stringMatching(/^\.env: NODE_EXTRA_CA_CERTS has no effect there.*environment/u)]);
  expect(warnings[0]).not.toContain('/secret/ca.pem');
  // The first call has copied it into the environment.
  loadSettings((finding, cure) => warnings.push(`${finding}; ${cure}`));
  expect(warnings).toHaveLength(1);
});

test('a .env that cannot be read fails with CONFIG_INVALID that names it', () => {
  mkdirSync('.env');
  expect(loadSettings).toThrow(
    expect.objectContaining({ code: 'CONFIG_INVALID', message: expect.stringContaining('.env') }),
  );
});
