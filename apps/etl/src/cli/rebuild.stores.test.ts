import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject, onTestFinished, test } from 'vitest';
import { tone, writeWav } from '@soundalike/audio-core/testing';
import { startCli } from '../testing/run-cli.ts';

const RATE = 16_000;
const url = inject('elasticsearchUrl');

interface Listed {
  readonly space: { readonly id: string };
  readonly tracks: number;
  readonly served: boolean;
}

interface Match {
  readonly similarity: number;
}

/** Commands work on the library with the default name, which only a node that these tests started may hold. */
const isMissing = url === null || process.env['ELASTICSEARCH_TEST_URL'] !== undefined;

test.skipIf(isMissing)(
  'Elasticsearch: the commands rebuild a space with another kind of vector index while it is served, and prune it',
  async () => {
    const dataset = await mkdtemp(join(tmpdir(), 'etl-rebuild-'));
    const before = { ELASTICSEARCH_URL: url!, DATASET_DIR: dataset, EMBEDDING_MODEL: 'musicnn' };
    const after = { ...before, ELASTICSEARCH_VECTOR_INDEX: 'hnsw' };
    onTestFinished(() => rm(dataset, { recursive: true }));
    const etl = async (environment: Readonly<Record<string, string>>, ...args: string[]) =>
      startCli('etl', args, environment).ended;
    const spaces = async (): Promise<Listed[]> => JSON.parse((await etl(after, 'spaces', '--json')).stdout) as Listed[];
    const neighbours = async (): Promise<Match[]> =>
      (
        JSON.parse((await startCli('recommend', ['--json', '--seed', 'tone 2'], after).ended).stdout) as {
          matches: Match[];
        }
      ).matches;
    for (let n = 0; n < 5; n++) await writeWav(join(dataset, `tone ${n}.wav`), [tone(200 + 70 * n, 4, RATE)], RATE);

    expect(await etl(before, '--once')).toMatchObject({ code: 0 });
    expect(await etl(before, 'rebuild')).toMatchObject({
      code: 0,
      stdout: 'Nothing to rebuild: the index is up to date.\n',
    });
    // The kinds of vector index differ in the last digit of a similarity.
    const found = (await neighbours()).map((match) => ({
      ...match,
      similarity: expect.closeTo(match.similarity, 5) as number,
    }));

    const rebuilt = await etl(after, 'rebuild');
    const [{ space }] = (await spaces()) as [Listed];
    expect(rebuilt).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(`${space.id}: 5 track(s) are read from`),
    });
    expect(await spaces()).toMatchObject([
      { tracks: 5, served: true },
      { space, tracks: 5, served: false },
    ]);
    expect(await neighbours()).toEqual(found);
    expect(await etl(after, '--once', '--json')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('"unchanged":5'),
    });

    expect(await etl(after, 'prune', space.id)).toMatchObject({
      code: 0,
      stdout: `Removed the old index of ${space.id}\n`,
    });
    expect(await spaces()).toMatchObject([{ tracks: 5, served: true }]);
    expect(await neighbours()).toEqual(found);
  },
);
