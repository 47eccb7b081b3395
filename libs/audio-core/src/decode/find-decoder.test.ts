import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { smallDisk } from '@soundalike/catalog/testing';
import { findDecoder } from './find-decoder.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'find-decoder-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const reported = (temporary: string, reason: string) => ({
  code: 'TEMPORARY_WRITE_FAILED',
  message: expect.stringMatching(new RegExp(`${temporary}.*${reason}.*TMPDIR`, 'u')),
});

test('a decoder is found, and nothing is left in the temporary folder', async () => {
  vi.stubEnv('TMPDIR', folder);
  expect((await findDecoder()).name).not.toBe('');
  expect(readdirSync(folder)).toEqual([]);
});

test('a missing temporary folder is reported as such, and not as a missing decoder', async () => {
  const none = join(folder, 'none');
  vi.stubEnv('TMPDIR', none);
  await expect(findDecoder()).rejects.toMatchObject(reported(none, 'no such file or folder'));
});

test('a temporary folder that cannot be written to is reported as such', ({ skip }) => {
  const closed = join(folder, 'closed');
  mkdirSync(closed, { mode: 0o555 });
  chmodSync(folder, 0o755);
  const module = JSON.stringify(new URL('./find-decoder.ts', import.meta.url).href);
  const script = `import { findDecoder } from ${module};
    await findDecoder().catch(({ code, message }) => console.log(JSON.stringify({ code, message })))`;
  const { error, stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    env: { PATH: process.env['PATH'], TMPDIR: closed },
    encoding: 'utf8',
    // Root can write everywhere.
    ...(process.getuid?.() === 0 && { uid: 65_534, gid: 65_534 }),
  });
  if (error) return skip('nobody may run programs here');
  expect(JSON.parse(stdout)).toMatchObject(reported(closed, 'permission denied'));
});

test('a full temporary folder is reported as such, and nothing is left in it', async ({ skip }) => {
  using disk = smallDisk(64);
  if (!disk) return skip('this user may not mount a small file system');
  writeFileSync(join(disk.path, 'full'), Buffer.alloc(60 * 1024));
  vi.stubEnv('TMPDIR', disk.path);
  await expect(findDecoder()).rejects.toMatchObject(reported(disk.path, 'the disk is full'));
  expect(readdirSync(disk.path)).toEqual(['full']);
});
