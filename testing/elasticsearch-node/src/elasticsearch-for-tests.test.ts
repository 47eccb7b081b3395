import { afterEach, expect, test, vi } from 'vitest';
import { elasticsearchForTests } from './elasticsearch-for-tests.ts';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

function hear(): string[] {
  const heard: string[] = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    heard.push(String(text));
    return true;
  });
  return heard;
}

test('where no node is possible, the reasons are said and nothing is thrown, in CI neither', async () => {
  vi.stubEnv('ELASTICSEARCH_TEST_URL', undefined);
  vi.stubEnv('PATH', '/nowhere');
  vi.stubEnv('CI', 'true');
  const heard = hear();
  expect(await elasticsearchForTests()).toBeNull();
  expect(heard.join('')).toMatch(
    /skipped: .*ELASTICSEARCH_TEST_URL is not set; Docker: no Docker daemon answers; Maven: no /u,
  );
});

test('in CI, a way that is there and fails is an error; elsewhere it is a reason to skip', async () => {
  const heard = hear();
  vi.stubEnv('CI', undefined);
  vi.doMock('./ways/given-url.ts', () => ({
    givenUrl: {
      kind: 'broken',
      unavailable: async () => null,
      start: async () => Promise.reject(new Error('it is broken')),
    },
  }));
  vi.resetModules();
  const { elasticsearchForTests: fresh } = await import('./elasticsearch-for-tests.ts');
  expect(await fresh()).toBeNull();
  expect(heard.join('')).toContain('it is broken');
  vi.stubEnv('CI', 'true');
  await expect(fresh()).rejects.toThrow('it is broken');
});
