import { DatabaseSync } from 'node:sqlite';
import { NO_TAGS } from '@soundalike/catalog';
import { testSpace, testTracks, withoutEmbedding } from '@soundalike/catalog/testing';
import { expect, test } from 'vitest';
import { openSqliteStore } from '../index.ts';
import { temporaryFile } from '../testing/temporary-file.ts';
import { encodeCode, vectorToBytes } from '../neighbours/vector-encoding.ts';
import { MIGRATIONS } from './migrations.ts';

/** Fields that the first version of the program stored. */
const FIRST_FIELDS = ['title', 'artist', 'album', 'albumArtist', 'year', 'genre', 'trackNo'] as const;

test('a file of the first version is read, written and searched; tags that it lacks are missing', async () => {
  const path = temporaryFile();
  const space = testSpace();
  const tracks = testTracks(20, space);
  const old = new DatabaseSync(path);
  old.exec(MIGRATIONS[0]!);
  old.exec('PRAGMA application_id = 0x73616c61; PRAGMA user_version = 1');
  old
    .prepare('INSERT INTO spaces (id, model, dims, same_recording_cosine, served) VALUES (?, ?, ?, ?, 1)')
    .run(space.id, space.model, space.dims, space.sameRecordingCosine);
  for (const [n, track] of tracks.entries()) {
    const { durationSeconds, audioDigest, soundTags, indexedAt } = track;
    const names = Object.fromEntries(FIRST_FIELDS.map((field) => [field, track[field]]));
    const fields = JSON.stringify({ ...names, durationSeconds, audioDigest, soundTags, indexedAt });
    const { code, norm, angle } = encodeCode(track.embedding);
    old
      .prepare('INSERT INTO tracks (number, space, id, paths, fields) VALUES (?, 1, ?, ?, ?)')
      .run(n + 1, track.id, JSON.stringify(track.paths), fields);
    old.prepare('INSERT INTO embeddings VALUES (?, ?)').run(n + 1, vectorToBytes(track.embedding));
    old.prepare('INSERT INTO codes VALUES (?, 1, ?, ?, ?)').run(n + 1, code, norm, angle);
    old.prepare('INSERT INTO words (rowid, title, artist, album) VALUES (?, ?, ?, ?)').run(n + 1, `title ${n}`, '', '');
  }
  old.close();
  const expected = tracks.map((track) => ({
    ...withoutEmbedding(track),
    ...NO_TAGS,
    ...Object.fromEntries(FIRST_FIELDS.map((field) => [field, track[field]])),
  }));
  for (const readOnly of [true, false]) {
    await using store = await openSqliteStore({ path, readOnly });
    expect(await store.get(tracks.map(({ id }) => id))).toEqual(expected);
    expect((await Array.fromAsync(store.list())).map(({ tagReaderVersion }) => tagReaderVersion)).toEqual(
      Array(20).fill(0),
    );
    expect((await store.search('title 13', 5)).map(({ title }) => title)).toEqual(['Title 13']);
    expect((await store.similarTo(tracks[0]!.id, 3)).length).toBe(3);
  }
  await using store = await openSqliteStore({ path, space, create: true });
  await store.upsert(tracks.slice(0, 2));
  await store.patch([{ id: tracks[2]!.id, metadata: tracks[2]! }]);
  expect(await store.get(tracks.slice(0, 3).map(({ id }) => id))).toEqual(tracks.slice(0, 3).map(withoutEmbedding));
});
