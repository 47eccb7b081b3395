import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemReason } from './system-reason.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'system-reason-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function errorOf(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  throw new Error('the action did not fail');
}

test('a failed system call is described in words, without the path', () => {
  expect(systemReason(errorOf(() => openSync(join(folder, 'missing'), 'r')))).toBe('no such file or folder');
  expect(systemReason(errorOf(() => readFileSync(folder)))).toBe('it is a folder');
});

test('an error with an unknown code is described by its code, and one without by its message', () => {
  expect(systemReason(errorOf(() => openSync(folder, 'wx')))).toBe('EEXIST');
  expect(systemReason(new TypeError('not a number'))).toBe('not a number');
  expect(systemReason('text')).toBe('text');
});
