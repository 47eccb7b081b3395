import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSqliteStore } from '@soundalike/sqlite-store';
import { FAKE_SPACE, tinyMp3 } from '../testing/fake-audio.ts';

const CHILD = new URL('../testing/killed-run.ts', import.meta.url).pathname;
const FILES = 12;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'killed-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const storeFile = (): string => join(folder, 'store', 'library.db');
const dataset = (): string => join(folder, 'dataset');

async function run(point: string, nth = 1): Promise<NodeJS.Signals | number | null> {
  const child = spawn(process.execPath, [CHILD, dataset(), storeFile(), point, String(nth)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return signal ?? code;
}

async function makeLibrary(): Promise<void> {
  await mkdir(dataset());
  for (let n = 0; n < FILES; n++) await writeFile(join(dataset(), `${n}.mp3`), tinyMp3(`T${n}`, `audio ${n}`));
}

/** Move, change, retag and delete some files, so that the run makes every kind of write. */
async function changeLibrary(): Promise<void> {
  for (const n of [0, 1]) await rename(join(dataset(), `${n}.mp3`), join(dataset(), `moved ${n}.mp3`));
  for (const n of [2, 3]) await writeFile(join(dataset(), `${n}.mp3`), tinyMp3(`T${n}`, `other audio ${n}`));
  for (const n of [4, 5]) await writeFile(join(dataset(), `${n}.mp3`), tinyMp3(`another title of ${n}`, `audio ${n}`));
  for (const n of [6, 7]) await rm(join(dataset(), `${n}.mp3`));
}

async function held(): Promise<string[]> {
  await using store = await openSqliteStore({ path: storeFile(), space: FAKE_SPACE, create: true });
  const lines: string[] = [];
  for await (const { id, paths } of store.list()) {
    const [track] = await store.get([id]);
    const [vector] = await store.vectors([id]);
    lines.push(`${paths.map(({ path }) => path).join()} ${track!.title} ${vector!.embedding.length}`);
  }
  return lines.sort();
}

const FRESH = Array.from({ length: FILES }, (_, n) => `${n}.mp3 T${n} 8`).sort();
const CHANGED = [
  'moved 0.mp3 T0 8',
  'moved 1.mp3 T1 8',
  '2.mp3 T2 8',
  '3.mp3 T3 8',
  '4.mp3 another title of 4 8',
  '5.mp3 another title of 5 8',
  ...Array.from({ length: FILES - 8 }, (_, n) => `${n + 8}.mp3 T${n + 8} 8`),
].sort();

const POINTS: readonly (readonly [string, number])[] = [
  ['after decode', 1],
  ['after decode', 7],
  ['before upsert', 3],
  ['after upsert', 3],
  ['before writePairSimilarities', 1],
  ['before serve', 1],
  ['after serve', 1],
];

test.each(POINTS)('killed %s (%i), a first run continues at the next start and loses nothing', async (point, nth) => {
  await makeLibrary();
  expect(await run(point, nth)).toBe('SIGKILL');
  expect(await run('never')).toBe(0);
  expect(await held()).toEqual(FRESH);
});

test.each([
  ['before patch', 1],
  ['after patch', 1],
  ['after patch', 4],
  ['before delete', 1],
  ['after delete', 1],
] as const)('killed %s (%i), a run over a changed library converges', async (point, nth) => {
  await makeLibrary();
  expect(await run('never')).toBe(0);
  await changeLibrary();
  expect(await run(point, nth)).toBe('SIGKILL');
  expect(await run('never')).toBe(0);
  expect(await held()).toEqual(CHANGED);
});

test('killed at random moments, also during a write, runs converge and the file stays valid', async () => {
  await makeLibrary();
  for (let kill = 0; kill < 6; kill++) {
    const child = spawn(process.execPath, [CHILD, dataset(), storeFile(), 'never'], { stdio: 'ignore' });
    setTimeout(() => child.kill('SIGKILL'), 150 + 60 * kill);
    await once(child, 'close');
  }
  expect(await run('never')).toBe(0);
  expect(await held()).toEqual(FRESH);
  using database = new DatabaseSync(storeFile(), { readOnly: true });
  expect(database.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
});
