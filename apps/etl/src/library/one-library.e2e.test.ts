import { mkdir, mkdtemp, readdir, rename, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { tone, writeWav } from '@soundalike/audio-core/testing';
import { demoPieces } from '@soundalike/demo-library';
import { readSettings } from '@soundalike/settings';
import { openRecords, openStore } from '@soundalike/store-opener';
import { startCli } from '../testing/run-cli.ts';
import type { RunSummary } from '../run/run-summary.ts';

const RATE = 16_000;
/** More than may be replaced in a folder that has not moved. */
const TRACKS = 11;
let root: string;
let environment: Record<string, string>;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'one-library-'));
  environment = { STORE_PATH: join(root, 'store.db'), MODEL_DIR: join(root, 'models'), EMBEDDING_EXCERPT: '1x3s' };
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** Write tones of different frequencies. @param firstHertz of the first one */
async function putTones(folder: string, firstHertz: number, nameOf = (n: number) => `tone ${n}.wav`): Promise<void> {
  for (let n = 0; n < TRACKS; n++) {
    const file = join(root, folder, nameOf(n));
    await mkdir(join(file, '..'), { recursive: true });
    await writeWav(file, [tone(firstHertz + 20 * n, 3, RATE)], RATE);
  }
}

async function index(folder: string, ...args: string[]) {
  const variables = { ...environment, DATASET_DIR: join(root, folder) };
  const { code, stdout, stderr } = await startCli('etl', ['--once', '--json', ...args], variables).ended;
  return { code, stderr, ...(stdout && (JSON.parse(stdout) as RunSummary)) };
}

async function stored(): Promise<number> {
  await using store = await openStore(readSettings(environment));
  return await store.count();
}

test('a folder with another library is refused before anything is changed, also in a place that was used before', async () => {
  await putTones('jazz', 200);
  await putTones('rock', 1000, (n) => `rock ${n}.wav`);
  expect(await index('jazz')).toMatchObject({ code: 0, added: TRACKS });

  const refused = await index('rock');
  expect(refused).toMatchObject({ code: 4, stderr: expect.stringContaining('error DATASET_MISMATCH') });
  for (const named of [join(root, 'jazz'), 'STORE_PATH', '--accept-dataset']) expect(refused.stderr).toContain(named);
  const dry = startCli('etl', ['--dry-run'], { ...environment, DATASET_DIR: join(root, 'rock') });
  expect(await dry.ended).toMatchObject({ code: 4, stdout: '' });
  // Another model fills a space of its own, but in the same store.
  environment['EMBEDDING_EXCERPT'] = '2x3s';
  expect((await index('rock')).code).toBe(4);
  environment['EMBEDDING_EXCERPT'] = '1x3s';
  // As in a container, where each library is /music.
  await rename(join(root, 'jazz'), join(root, 'kept'));
  await rename(join(root, 'rock'), join(root, 'jazz'));
  expect((await index('jazz')).code).toBe(4);
  expect(await stored()).toBe(TRACKS);

  expect(await index('jazz', '--accept-dataset', '--allow-deletions')).toMatchObject({
    added: TRACKS,
    removed: TRACKS,
  });
  expect((await index('jazz')).code).toBe(0);
});

test('the same library may move, be a link or have other names, but part of it is another one', async () => {
  await putTones('music', 200);
  await putTones('music/more', 2000, (n) => `more ${n}.wav`);
  await index('music');
  await rename(join(root, 'music'), join(root, 'moved'));
  await symlink(join(root, 'moved'), join(root, 'link'));
  for (const folder of ['moved', 'link'])
    expect(await index(folder)).toMatchObject({ code: 0, unchanged: 2 * TRACKS, removed: 0 });

  expect((await index('moved/more')).code).toBe(4);
  for (const name of await readdir(join(root, 'moved')))
    await rename(join(root, 'moved', name), join(root, 'moved', `new ${name}`));
  await rename(join(root, 'moved'), join(root, 'reorganised'));
  expect(await index('reorganised')).toMatchObject({ code: 0, moved: 2 * TRACKS, added: 0, removed: 0 });
});

test('the demonstration library makes way, and that musicnn stands in is told once for each store', async () => {
  await putTones('dataset', 200, (n) => demoPieces[n]!.path);
  await putTones('own', 1000);
  const first = await index('dataset');
  expect(first.stderr).toContain('musicnn stands in for Cnn14');
  expect((await index('dataset')).stderr).not.toContain('stands in');

  const own = await index('own');
  expect(own).toMatchObject({ code: 0, added: TRACKS, removed: TRACKS });
  expect(own.stderr).toContain(`The demonstration library makes way for ${join(root, 'own')}.`);
  expect(own.stderr).not.toContain('stands in');
  expect((await startCli('doctor', [], environment).ended).stdout).toContain('musicnn stands in for Cnn14');
  environment['STORE_PATH'] = join(root, 'another.db');
  expect((await index('own')).stderr).toContain('stands in');
});

test('an old store that knows no folder takes the folder that has its music, and shards agree', async () => {
  await putTones('music', 200);
  await putTones('other', 1000, (n) => `other ${n}.wav`);
  await index('music');
  {
    await using records = await openRecords(readSettings(environment));
    await records.delete('library', 'dataset');
  }
  expect((await index('other')).code).toBe(4);
  await rename(join(root, 'music'), join(root, 'elsewhere'));
  const shards = await Promise.all(['0/2', '1/2'].map((shard) => index('elsewhere', '--shard', shard)));
  expect(shards.map(({ code }) => code)).toEqual([0, 0]);
});
