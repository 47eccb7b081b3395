import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { smallDisk, testSpace, testTracks } from '@soundalike/catalog/testing';
import type { Check } from '@soundalike/es-store';
import { openSqliteStore } from '@soundalike/sqlite-store';

const PROGRAM = fileURLToPath(new URL('./doctor.ts', import.meta.url));
const NOBODY = 65_534;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'doctor-'));
  chmodSync(folder, 0o755);
});
afterEach(() => rmSync(folder, { recursive: true }));

interface Diagnosis {
  readonly code: number | null;
  /** The checks by name. */
  readonly checks: Readonly<Record<string, Check>>;
}

/** Run the doctor in the folder of the test, with musicnn and a store there. */
function diagnose(environment: Readonly<Record<string, string>> = {}, user?: number): Diagnosis {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [PROGRAM, '--json'], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      TMPDIR: folder,
      STORE_PATH: join(folder, 'data', 'store.db'),
      EMBEDDING_MODEL: 'musicnn',
      ...environment,
    },
    encoding: 'utf8',
    ...(user !== undefined && { uid: user, gid: user }),
  });
  if (error ?? !stdout) throw error ?? new Error(stderr);
  const checks = JSON.parse(stdout) as Check[];
  return { code: status, checks: Object.fromEntries(checks.map((check) => [check.name, check])) };
}

test('without a fault it reports the free space, exits with 0 and leaves no files behind', async () => {
  const space = testSpace();
  const path = join(folder, 'data', 'store.db');
  {
    await using store = await openSqliteStore({ path, space, create: true });
    await store.upsert(testTracks(5, space));
    await store.serve();
  }
  const { code, checks } = diagnose();
  expect(code).toBe(0);
  expect(Object.values(checks).map(({ status }) => status)).toEqual(Object.values(checks).map(() => 'ok'));
  for (const name of ['temporary folder', 'store folder']) {
    expect(checks[name]?.finding).toMatch(/can be written, [\d.]+ MiB free/u);
  }
  expect(checks['space']?.finding).toContain('5 track(s)');
  expect(checks['device cpu']?.finding).toMatch(/musicnn \(f32\) computes at [\d.e+]+ × real time/u);
  expect([readdirSync(folder), readdirSync(join(folder, 'data'))]).toEqual([['data'], ['store.db']]);
});

test('a missing temporary folder is a fault; a missing store folder is not, because it is created', () => {
  const { code, checks } = diagnose({ TMPDIR: join(folder, 'none') });
  expect(code).toBe(1);
  expect(checks['temporary folder']).toMatchObject({
    status: 'fault',
    finding: expect.stringContaining('does not exist'),
    cure: expect.stringContaining('TMPDIR'),
  });
  expect(checks['store folder']).toMatchObject({ status: 'ok', finding: expect.stringContaining(folder) });
});

test('a playlist folder that is a file is a fault', () => {
  const file = join(folder, 'lists');
  writeFileSync(file, '');
  const { code, checks } = diagnose({ PLAYLIST_DIR: file });
  expect([code, checks['playlist folder']]).toMatchObject([
    1,
    { status: 'fault', cure: expect.stringContaining('PLAYLIST_DIR') },
  ]);
});

test('full disks are faults that report the free and the needed space', ({ skip }) => {
  using disk = smallDisk(64);
  if (!disk) return skip('this user may not mount a small file system');
  writeFileSync(join(disk.path, 'full'), Buffer.alloc(60 * 1024));
  const { code, checks } = diagnose({
    TMPDIR: disk.path,
    STORE_PATH: join(disk.path, 'store.db'),
    MODEL_DIR: disk.path,
    EMBEDDING_MODEL: 'cnn14',
  });
  expect(code).toBe(1);
  for (const [name, variable] of [
    ['temporary folder', 'TMPDIR'],
    ['store folder', 'STORE_PATH'],
    ['model folder', 'MODEL_DIR'],
  ]) {
    expect(checks[name!]).toMatchObject({
      status: 'fault',
      finding: expect.stringMatching(/is full \(0\.0 MiB free\).*[\d.]+ MiB are needed/u),
      cure: expect.stringContaining(`set ${variable} to`),
    });
  }
});

test('disks with too little space are faults, or a warning if musicnn stands in', ({ skip }) => {
  using disk = smallDisk(20 * 1024);
  if (!disk) return skip('this user may not mount a small file system');
  const { code, checks } = diagnose({
    STORE_PATH: join(disk.path, 'store.db'),
    MODEL_DIR: disk.path,
    EMBEDDING_MODEL: '',
  });
  expect(code).toBe(1);
  expect(checks['store folder']).toMatchObject({
    status: 'fault',
    finding: expect.stringMatching(/has 20 MiB free, and 64 MiB are needed/u),
  });
  expect(checks['model folder']).toMatchObject({ status: 'warning', cure: expect.stringContaining('MODEL_DIR') });
  expect(readdirSync(disk.path)).toEqual([]);
});

test('folders that this user may not write are faults', () => {
  for (const name of ['tmp', 'data', 'models']) mkdirSync(join(folder, name), { mode: 0o555 });
  const environment = {
    TMPDIR: join(folder, 'tmp'),
    MODEL_DIR: join(folder, 'models'),
    EMBEDDING_MODEL: 'cnn14',
  };
  // Root may write to any folder.
  const { code, checks } = diagnose(environment, process.getuid?.() === 0 ? NOBODY : undefined);
  expect(code).toBe(1);
  for (const name of ['temporary folder', 'store folder', 'model folder']) {
    expect(checks[name]).toMatchObject({
      status: 'fault',
      finding: expect.stringContaining('EACCES'),
      cure: expect.stringContaining('give this user the right'),
    });
  }
});

test('a configured device that cannot be used is a fault', () => {
  // Neither system has the device of the other.
  const device = process.platform === 'win32' ? 'coreml' : 'directml';
  const { code, checks } = diagnose({ EMBEDDING_DEVICE: device });
  expect(code).toBe(1);
  expect(checks[`device ${device}`]).toMatchObject({
    status: 'fault',
    cure: expect.stringContaining('EMBEDDING_DEVICE'),
  });
});

test('a variable that has no effect in .env is a warning', () => {
  writeFileSync(join(folder, '.env'), 'NODE_EXTRA_CA_CERTS=/etc/ca.pem\n');
  const { code, checks } = diagnose();
  expect(code).toBe(0);
  expect(checks['environment']).toMatchObject({
    status: 'warning',
    finding: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
    cure: expect.stringContaining('set NODE_EXTRA_CA_CERTS in the environment'),
  });
});
