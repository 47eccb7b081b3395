import { lstat, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { encodeAudio, noise, testSignal } from '@soundalike/audio-core/testing';
import { startCli } from '../testing/run-cli.ts';

const RATE = 44_100;
const SONGS = 9;

let root: string;
let environment: Record<string, string>;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'ask-e2e-'));
  environment = {
    DATASET_DIR: join(root, 'music'),
    STORE_PATH: join(root, 'store.db'),
    MODEL_DIR: join(root, 'models'),
    PLAYLIST_DIR: join(root, 'playlists'),
    EMBEDDING_MODEL: 'musicnn',
  };
  await mkdir(join(root, 'music', 'sub'), { recursive: true });
  for (let n = 0; n < SONGS; n++) await putSong(n);
  await succeed('etl', '--once');
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** Melodies long enough for a fingerprint, so that none is taken for a copy of another. */
async function putSong(n: number): Promise<void> {
  const samples = testSignal(16 * RATE, RATE, n);
  const tags = { title: `Song ${n}`, artist: n % 2 === 0 ? 'Even' : 'Odd', album: 'Melodies' };
  await encodeAudio(join(root, 'music', 'sub', `${n}.mp3`), [samples], RATE, tags);
}

const run = (name: string, ...args: string[]) => startCli(name, args, environment, root).ended;

async function succeed(name: string, ...args: string[]): Promise<{ stdout: string; stderr: string }> {
  const { code, ...output } = await run(name, ...args);
  expect(code, output.stderr).toBe(0);
  return output;
}

async function json<T>(name: string, ...args: string[]): Promise<T> {
  return JSON.parse((await succeed(name, ...args, '--json')).stdout) as T;
}

interface Named {
  readonly id: string;
  readonly title: string;
}
interface Recommended {
  readonly seed: Named | null;
  readonly seeds?: readonly Named[];
  readonly inLibrary?: Named | null;
  readonly matches: readonly Named[];
}
interface Played {
  readonly space: string;
  readonly tracks: readonly (Named & { readonly similarity: number; readonly step: number | null })[];
}

test('recommend takes words, several songs and songs to be unlike', async () => {
  const one = await json<Recommended>('recommend', 'song', '4');
  expect(one.seed?.title).toBe('Song 4');
  expect(one.matches).toHaveLength(3);
  expect(await json<Recommended>('recommend', '--seed', 'Song 4')).toEqual(one);
  const several = await json<Recommended>(
    'recommend',
    'Song 1',
    '--seed',
    'Song 8',
    '--unlike',
    'Song 2',
    '--count',
    '9',
  );
  expect(several.seeds?.map(({ title }) => title)).toEqual(['Song 1', 'Song 8']);
  const titles = several.matches.map(({ title }) => title);
  for (const own of ['Song 1', 'Song 8', 'Song 2']) expect(titles).not.toContain(own);
  expect((await run('recommend', '--unlike', 'Song 2')).code).toBe(2);
});

test('ambiguous words list the other candidates on stderr', async () => {
  const { stderr, stdout } = await succeed('recommend', 'even');
  expect(stderr).toContain('"even" is taken for Song 0 – Even');
  expect(stderr).toMatch(/Song 2 – Even \([\da-f]{32}\)/u);
  expect(stdout).toContain('Song 0');
  expect((await run('recommend', 'nothing like that')).stderr).toContain('TRACK_NOT_FOUND');
});

test('a file of the library is recognised, also as a copy by another name; a part of it and another sound are not', async () => {
  const copy = join(root, 'copy.mp3');
  await writeFile(copy, await readFile(join(root, 'music', 'sub', '3.mp3')));
  const known = await json<Recommended>('recommend', '--file', copy);
  expect([known.inLibrary?.title, known.seed?.title]).toEqual(['Song 3', 'Song 3']);
  expect(known.matches.map(({ title }) => title)).not.toContain('Song 3');
  const other = join(root, 'other.mp3');
  await encodeAudio(other, [noise(8, RATE)], RATE, { title: 'Other' });
  const part = await json<Recommended>('recommend', '--file', other, '--from', '0:02', '--to', '7');
  expect(part).toMatchObject({ seed: null, inLibrary: null });
  expect(part.matches).toHaveLength(3);
  expect((await succeed('recommend', '--file', copy)).stdout).toContain('The file is a recording of Song 3');
  for (const [wrong, code] of [
    [['--file', other, '--from', '5', '--to', '2'], 2],
    [['--from', '5'], 2],
    [['--file', other, '--from', 'soon'], 2],
    [['--file', join(root, 'missing.mp3')], 1],
  ] as const)
    expect((await run('recommend', ...wrong)).code).toBe(code);
  const late = await run('recommend', '--file', other, '--from', '9:00');
  expect([late.code, late.stderr]).toEqual([1, expect.stringContaining('would begin at 540 s, but the file ends at')]);
});

test('a journey is printed, and written as a playlist with the paths that the operator wants', async () => {
  const list = join(root, 'way.m3u8');
  const way = await json<Played>('journey', 'Song 0', 'Song 8', '--length', '5', '--m3u8', list);
  expect(way.tracks).toHaveLength(5);
  expect([way.tracks[0]!.title, way.tracks[4]!.title]).toEqual(['Song 0', 'Song 8']);
  expect(Object.keys(way.tracks[0]!)).toEqual(['id', 'title', 'artist', 'album', 'paths', 'similarity', 'step']);
  expect([way.tracks[0]!.similarity, way.tracks[0]!.step]).toEqual([1, null]);
  const linesOf = async () => (await readFile(list, 'utf8')).split('\n');
  const [head, name, extinf, path] = await linesOf();
  expect([head, name, path]).toEqual(['#EXTM3U', '#PLAYLIST:way', 'music/sub/0.mp3']);
  expect(extinf).toMatch(/^#EXTINF:\d+,Even - Song 0$/u);
  const save = (...rule: string[]) => succeed('journey', 'Song 0', 'Song 8', '--m3u8', list, ...rule);
  await save('--path-prefix', '/data/');
  expect((await linesOf())[3]).toBe('/data/sub/0.mp3');
  await save('--relative-to', join(root, 'music', 'lists'));
  expect((await linesOf())[3]).toBe('../sub/0.mp3');
  expect(
    (await run('journey', 'Song 0', 'Song 8', '--m3u8', list, '--path-prefix', 'a', '--relative-to', 'b')).code,
  ).toBe(2);
  expect((await run('journey', 'Song 0', 'Song 0')).code).toBe(2);
  expect((await run('journey', 'Song 0', 'Song 1', '--m3u8', join(root, 'no', 'folder.m3u8'))).stderr).toContain(
    'PLAYLIST_WRITE_FAILED',
  );
});

test('only playlists and empty files are replaced by a playlist, and a link to one stays', async () => {
  const save = (file: string) => run('journey', 'Song 0', 'Song 8', '--length', '3', '--m3u8', join(root, file));
  const song = join(root, 'music', 'sub', '3.mp3');
  const music = await readFile(song);
  const refused = await save('music/sub/3.mp3');
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('it exists and is not a playlist')]);
  expect(await readFile(song)).toEqual(music);
  expect((await save('music')).code).toBe(1);

  await writeFile(join(root, 'other.m3u8'), '\uFEFF#EXTM3U\nold.mp3\n');
  await symlink('other.m3u8', join(root, 'link.m3u8'));
  expect((await save('link.m3u8')).code).toBe(0);
  expect((await lstat(join(root, 'link.m3u8'))).isSymbolicLink()).toBe(true);
  expect(await readFile(join(root, 'other.m3u8'), 'utf8')).not.toContain('old.mp3');
});

test('a saved station renews itself when the library changes, and only its own file is replaced or removed', async () => {
  const lists = environment['PLAYLIST_DIR']!;
  const file = join(lists, 'Low notes.m3u8');
  const played = await json<Played>('station', 'Song 0', '--length', '4', '--random-seed', '7');
  expect(played.tracks[0]!.title).toBe('Song 0');
  expect(await json<Played>('station', 'Song 0', '--length', '4', '--random-seed', '7')).toEqual(played);

  await succeed('station', 'save', 'Low notes', 'Song 0', '--length', '200');
  const before = await readFile(file, 'utf8');
  expect(before.match(/#EXTINF/gu)).toHaveLength(SONGS);
  await writeFile(join(lists, 'Mine.m3u8'), 'mine\n');
  const refused = await run('station', 'save', 'Mine', 'Song 1');
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('PLAYLIST_WRITE_FAILED')]);

  await putSong(SONGS);
  expect((await succeed('etl', '--once')).stderr).toContain('Renewed station Low notes');
  expect(await readFile(file, 'utf8')).toContain(`Song ${SONGS}`);
  expect((await succeed('etl', '--once')).stderr).not.toContain('Renewed station');
  expect((await succeed('station', 'list')).stdout).toContain('Low notes: 200 tracks around Song 0 – Even');

  await writeFile(file, 'no longer ours\n');
  expect((await run('station', 'renew')).code).toBe(1);
  expect(await readFile(file, 'utf8')).toBe('no longer ours\n');
  await succeed('station', 'delete', 'low NOTES');
  expect(await readdir(lists)).toEqual(['Low notes.m3u8', 'Mine.m3u8']);
  expect((await succeed('station', 'list')).stdout).toContain('No station is saved');

  await rm(file);
  await succeed('station', 'save', 'low Notes', 'Song 0');
  await succeed('station', 'save', 'Low notes', 'Song 0');
  expect((await readdir(lists)).filter((name) => name.startsWith('low'))).toEqual([]);
  await succeed('station', 'delete', 'Low notes');
  expect(await readdir(lists)).toEqual(['Mine.m3u8']);
  for (const name of ['a/b', '..', '', 'x'.repeat(200)])
    expect((await run('station', 'save', name, 'Song 0')).code).toBe(2);
});
