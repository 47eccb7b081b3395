import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { elasticsearchForTests } from './start-elasticsearch.ts';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

/** Capture what is written to standard error. */
function captureStderr(): string[] {
  const written: string[] = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
  return written;
}

/** Create a folder with a `docker` whose daemon answers and whose containers fail. */
function brokenDocker(): string {
  const folder = mkdtempSync(join(tmpdir(), 'broken-docker-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const script = '#!/bin/sh\n[ "$1" = info ] && exit 0\necho it is broken >&2\nexit 1\n';
  writeFileSync(join(folder, 'docker'), script, { mode: 0o755 });
  return folder;
}

test('if no provider is available, the reasons are printed and nothing is thrown, even in CI', async () => {
  vi.stubEnv('ELASTICSEARCH_TEST_URL', undefined);
  vi.stubEnv('PATH', '/nowhere');
  vi.stubEnv('CI', 'true');
  const written = captureStderr();
  expect(await elasticsearchForTests()).toBeNull();
  expect(written.join('')).toMatch(
    /skipped: .*ELASTICSEARCH_TEST_URL is not set; Docker: no Docker daemon answers; Maven: no /u,
  );
});

test('a provider that is available and fails is an error in CI, and elsewhere a reason to skip', async () => {
  vi.stubEnv('ELASTICSEARCH_TEST_URL', undefined);
  vi.stubEnv('PATH', brokenDocker());
  vi.stubEnv('CI', undefined);
  const written = captureStderr();
  expect(await elasticsearchForTests()).toBeNull();
  expect(written.join('')).toContain('it is broken');
  vi.stubEnv('CI', 'true');
  await expect(elasticsearchForTests()).rejects.toThrow('it is broken');
});
