import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { NO_TAGS } from '@soundalike/catalog';
import { openSqliteStore } from '@soundalike/sqlite-store';
import { FAKE_SPACE, fakeEmbed } from '../testing/fake-audio.ts';
import { provideDataset } from './provide-dataset.ts';

let root: string;
let announced: string[];
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'provide-dataset-'));
  announced = [];
  await writeFile(join(root, 'a.mp3'), 'a');
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** Stop as soon as it would write; the retrieval test covers the writing. */
async function provide(datasetDir: string): Promise<void> {
  const controller = new AbortController();
  const announce = (text: string): void => {
    announced.push(text);
    controller.abort(new Error('would write'));
  };
  await provideDataset(
    { datasetDir, datasetExclude: [], storePath: join(root, 'store.db'), elasticsearch: null },
    announce,
    controller.signal,
  );
}

async function store(path: string): Promise<void> {
  await using opened = await openSqliteStore({ path: join(root, 'store.db'), space: FAKE_SPACE, create: true });
  await opened.upsert([
    {
      ...NO_TAGS,
      title: 'A',
      ...(await fakeEmbed(join(root, 'a.mp3'))),
      id: '0'.repeat(32),
      spaceId: FAKE_SPACE.id,
      paths: [{ path, size: 1, mtimeMs: 1 }],
      audioDigest: `sha256:${'0'.repeat(64)}`,
      indexedAt: new Date(0).toISOString(),
    },
  ]);
  await opened.serve();
}

test('no demonstration library is written if the music of the store is missing', async () => {
  await store('a.mp3');
  await expect(provide(join(root, 'mount'))).rejects.toMatchObject({ code: 'DATASET_MISSING' });
  expect({ announced, created: existsSync(join(root, 'mount')) }).toEqual({ announced: [], created: false });
});

test('it is written if the store knows no music yet, and again after it was deleted', async () => {
  await expect(provide(join(root, 'dataset'))).rejects.toThrow('would write');
  await store('Odile Maren/Rooms Facing North/01 First Snow on Slate.mp3');
  await expect(provide(join(root, 'dataset'))).rejects.toThrow('would write');
  expect(announced).toHaveLength(2);
});

test('a folder with music is not changed, and a file instead of a folder fails with DATASET_MISSING', async () => {
  await provide(root);
  await expect(provide(join(root, 'a.mp3'))).rejects.toMatchObject({ code: 'DATASET_MISSING' });
  expect(announced).toEqual([]);
});

test('it is not written next to other files, except hidden ones and an earlier part of it', async () => {
  await mkdir(join(root, 'dataset', 'Album'), { recursive: true });
  await writeFile(join(root, 'dataset', 'Album', 'song.mid'), 'music');
  await expect(provide(join(root, 'dataset'))).rejects.toMatchObject({
    code: 'DATASET_MISSING',
    message: expect.stringContaining('MP3'),
  });
  expect(announced).toEqual([]);
  await mkdir(join(root, 'begun', 'Odile Maren'), { recursive: true });
  await writeFile(join(root, 'begun', '.DS_Store'), '');
  await expect(provide(join(root, 'begun'))).rejects.toThrow('would write');
});
