import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { chord, encodeAudio } from '@soundalike/audio-core/testing';
import { NO_TAGS } from '@soundalike/catalog';
import { testSpace, testTrack } from '@soundalike/catalog/testing';
import { openSqliteStore } from '@soundalike/sqlite-store';
import { mpdAddress } from '../players/mpd/mpd-address.ts';
import { MpdConnection } from '../players/mpd/mpd-connection.ts';
import { hasMpd, startMpd } from '../testing/mpd.ts';
import type { Mpd } from '../testing/mpd.ts';
import { startCli } from '../testing/run-cli.ts';
import { provideSupysonic, startSupysonic } from '../testing/supysonic.ts';
import type { Supysonic } from '../testing/supysonic.ts';

const RATE = 44_100;
const SECONDS = 2;
const USERS = { ann: 'secret-canary "pass" &1%', bob: 'other-pass' };
const LISTS = 'Rock/Pop "🎸" \\ ’n’ Ω';

/** Titles that searches take apart in different ways; the last is only in the library. */
const TITLES = [
  'Plain',
  'Emoji 🎸 "quoted"',
  'A/B \\ C’s',
  'Salt & Pepper (Live)',
  'Ünïcode — 東京',
  '100% _under_',
  '!!!',
  'Missing there',
];
const THERE = TITLES.slice(0, -1);
const fileOf = (title: string): string => `sub/${title.replaceAll('/', '_')}.mp3`;

let root: string;
let environment: Record<string, string>;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'playlist-e2e-'));
  environment = { STORE_PATH: join(root, 'store.db'), DATASET_DIR: join(root, 'music') };
  await mkdir(join(root, 'music', 'sub'), { recursive: true });
  for (const [n, title] of THERE.entries()) {
    const samples = chord([220 + 50 * n], SECONDS, RATE);
    await encodeAudio(join(root, 'music', fileOf(title)), [samples], RATE, { title, artist: 'Al & Bo', album: 'Odd' });
  }
  const space = testSpace({ dims: 4 });
  await using store = await openSqliteStore({ path: environment['STORE_PATH']!, space, create: true });
  await store.upsert(
    TITLES.map((title, n) =>
      testTrack(n, space, {
        ...NO_TAGS,
        title,
        artist: 'Al & Bo',
        album: 'Odd',
        durationSeconds: SECONDS,
        paths: [{ path: fileOf(title), size: 1, mtimeMs: 1 }],
      }),
    ),
  );
  await store.serve();
});
afterAll(() => rm(root, { recursive: true, force: true }));

const push = (args: readonly string[], more: Readonly<Record<string, string>> = {}) =>
  startCli('playlist', ['push', ...args], { ...environment, ...more }, root).ended;
const everything = ['--like', 'Plain', '--allow-versions'];

const reason = provideSupysonic();
describe.skipIf(reason !== null)(`on supysonic${reason === null ? '' : ` (not available: ${reason})`}`, () => {
  let server: Supysonic;
  beforeAll(async () => {
    server = await startSupysonic(join(root, 'supysonic'), join(root, 'music'), USERS);
  });
  afterAll(() => server[Symbol.asyncDispose]());
  const login = (user: keyof typeof USERS) => ({ SUBSONIC_USER: user, SUBSONIC_PASSWORD: USERS[user] });
  const listsOf = (user: keyof typeof USERS, name: string) =>
    server.playlists(user).filter((list) => list.name === name);

  test('songs with odd names are found, missing ones are counted, and the second push replaces the list', async () => {
    const args = ['--subsonic', `${server.address}/rest/`, '--name', LISTS];
    const first = await push([...everything, ...args], login('ann'));
    expect(first.code, first.stderr).toBe(3);
    expect(first.stdout).toContain(`Pushed ${THERE.length} songs`);
    expect(first.stderr).toMatch(/Left out 1 of 8 songs, which it does not have:\n {2}Missing there/u);
    const [made] = listsOf('ann', LISTS);
    expect(made?.songs.toSorted()).toEqual(THERE.toSorted());
    expect(made?.songs[0]).toBe('Plain');

    const second = await push(['--like', '!!!', '--length', '2', '--max-duration', '9', ...args], login('ann'));
    expect([0, 3]).toContain(second.code);
    const [replaced, ...others] = listsOf('ann', LISTS);
    expect([replaced?.id, replaced?.songs[0], others]).toEqual([made?.id, '!!!', []]);

    // The list of another user may have the same name.
    expect((await push([...everything, ...args], login('bob'))).code).toBe(3);
    expect(listsOf('ann', LISTS)).toEqual([replaced]);
    expect(listsOf('bob', LISTS)).toHaveLength(1);
    for (const { stdout, stderr } of [first, second]) expect(stdout + stderr).not.toContain('canary');
  });

  test('a list that was not made here is left as it is', async () => {
    const before = server.playlists('ann', 'Mine').filter(({ name }) => name === 'Mine');
    const refused = await push([...everything, '--subsonic', server.address, '--name', 'Mine'], login('ann'));
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('it was not made here')]);
    expect(listsOf('ann', 'Mine')).toEqual(before);
  });

  test('saved stations and journeys are pushed by their names; a list that its user renamed stays as it is', async () => {
    const saved = startCli(
      'station',
      ['save', 'Calm', 'Plain', '--length', '3', '--allow-versions'],
      environment,
      root,
    );
    expect((await saved.ended).code).toBe(0);
    const to = ['--subsonic', server.address];
    expect((await push(['--station', 'calm', ...to], login('bob'))).stdout).toContain('as "Calm" to bob on');
    const [calm] = listsOf('bob', 'Calm');
    expect(calm?.songs[0]).toBe('Plain');
    expect((await push(['--station', 'calm', '--length', '9', ...to], login('bob'))).code).toBe(2);

    server.rename('bob', calm!.id, 'Renamed');
    expect([0, 3]).toContain((await push(['--station', 'Calm', ...to], login('bob'))).code);
    expect(listsOf('bob', 'Renamed')).toEqual([{ ...calm, name: 'Renamed' }]);
    expect(listsOf('bob', 'Calm')).toHaveLength(1);

    const way = ['--from', 'Plain', '--to', '!!!', '--length', '3', '--allow-versions'];
    expect((await push([...way, ...to], login('bob'))).stdout).toContain('as "From Plain to !!!"');
    const [journey] = listsOf('bob', 'From Plain to !!!');
    expect([journey?.songs[0], journey?.songs.at(-1)]).toEqual(['Plain', '!!!']);
  });

  test('a wrong password is said without it', async () => {
    const wrong = { SUBSONIC_USER: 'ann', SUBSONIC_PASSWORD: 'wrong-canary' };
    const { code, stderr } = await push([...everything, '--subsonic', server.address], wrong);
    expect([code, stderr]).toEqual([2, expect.stringContaining('refuses the login')]);
    expect(stderr).not.toContain('canary');
  });
});

describe.skipIf(!hasMpd())(`on MPD${hasMpd() ? '' : ' (not available: install mpd)'}`, () => {
  let mpd: Mpd;
  beforeAll(async () => {
    mpd = await startMpd(join(root, 'mpd'), join(root, 'music'), 'canary-word');
    const options = { address: mpdAddress(mpd.address, 6600), signal: new AbortController().signal };
    const connection = await vi.waitFor(() => MpdConnection.open(options), { timeout: 60_000, interval: 100 });
    await connection.send('update');
    const isIndexed = async () => new Map(await connection.send('stats')).get('songs') === String(THERE.length);
    await vi.waitFor(async () => expect(await isIndexed()).toBe(true), { timeout: 60_000, interval: 100 });
    await connection[Symbol.asyncDispose]();
  });
  afterAll(() => mpd[Symbol.asyncDispose]());
  const linesOf = async (name: string) =>
    (await readFile(join(mpd.playlists, `${name}.m3u`), 'utf8')).trimEnd().split('\n');
  const stored = LISTS.replaceAll('/', '-');

  test('songs are found by path, or else by tags, and the second push replaces the list', async () => {
    const args = ['--mpd', mpd.address, '--name', LISTS];
    const first = await push([...everything, ...args]);
    expect(first.code, first.stderr).toBe(3);
    expect(first.stderr).toContain('Left out 1 of 8 songs');
    const lines = await linesOf(stored);
    expect(lines.toSorted()).toEqual(THERE.map(fileOf).toSorted());
    expect(lines[0]).toBe(fileOf('Plain'));

    const byTags = await push([...everything, ...args, '--path-prefix', 'nowhere']);
    expect(byTags.stdout, byTags.stderr).toContain(`Pushed ${THERE.length} songs`);
    expect(await linesOf(stored)).toEqual(lines);
    expect(await readdir(mpd.playlists)).toEqual([`${stored}.m3u`]);
    expect(first.stdout + first.stderr + byTags.stdout).not.toContain('canary');
  });

  test('a list that was not made here, or was changed since, is left as it is', async () => {
    await writeFile(join(mpd.playlists, 'Mine.m3u'), `${fileOf('Plain')}\n`);
    const refused = await push([...everything, '--mpd', mpd.address, '--name', 'Mine']);
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('it was not made here')]);
    expect(await linesOf('Mine')).toEqual([fileOf('Plain')]);

    expect((await push([...everything, '--mpd', mpd.address, '--name', 'Own'])).code).toBe(3);
    await writeFile(join(mpd.playlists, 'Own.m3u'), `${fileOf('Plain')}\n`);
    expect((await push([...everything, '--mpd', mpd.address, '--name', 'Own'])).stderr).toContain(
      'it was changed since',
    );
    expect(await linesOf('Own')).toEqual([fileOf('Plain')]);
  });

  test('a missing and a wrong password are said without it', async () => {
    const without = mpd.address.slice('canary-word@'.length);
    for (const address of [without, `wrong-canary@${without}`]) {
      const { code, stderr } = await push([...everything, '--mpd'], { MPD_HOST: address });
      expect([code, stderr]).toEqual([2, expect.stringContaining('set MPD_HOST to PASSWORD@HOST')]);
      expect(stderr).not.toContain('canary');
    }
  });
});

test('what is pushed, and where, has to be said', async () => {
  for (const args of [
    [...everything],
    ['--mpd'],
    [...everything, '--mpd', '--subsonic', 'http://127.0.0.1:9'],
    ['--from', 'Plain', '--mpd', '127.0.0.1:9'],
    ['--station', 'none', '--mpd', '127.0.0.1:9'],
    [...everything, '--subsonic', 'https://ann:canary@music.example'],
  ]) {
    const { code, stderr } = await push(args);
    expect([code, stderr], args.join(' ')).toEqual([2, expect.stringContaining('error USAGE')]);
    expect(stderr).not.toContain('canary');
  }
  const away = await push([...everything, '--mpd', '127.0.0.1:9']);
  expect([away.code, away.stderr]).toEqual([1, expect.stringContaining('PLAYER_UNAVAILABLE: MPD at 127.0.0.1:9')]);
});
