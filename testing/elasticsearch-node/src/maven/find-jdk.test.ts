import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { findJdk } from './find-jdk.ts';

function fakeJdk(version: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'jdk-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin', 'jar'), '');
  writeFileSync(join(folder, 'release'), `IMPLEMENTOR="Somebody"\nJAVA_VERSION="${version}"\n`);
  return folder;
}

test('prefers ES_JAVA_HOME to JAVA_HOME, and skips old versions and folders without a JDK', () => {
  const [old, supported, newer] = [fakeJdk('17.0.9'), fakeJdk('21.0.2'), fakeJdk('25')] as [string, string, string];
  expect(findJdk({ ES_JAVA_HOME: supported, JAVA_HOME: newer })).toBe(supported);
  expect(findJdk({ ES_JAVA_HOME: old, JAVA_HOME: newer })).toBe(newer);
  expect([old, tmpdir()]).not.toContain(findJdk({ ES_JAVA_HOME: old, JAVA_HOME: tmpdir() }));
});
