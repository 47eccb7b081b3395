import { afterAll, beforeAll, expect, test } from 'vitest';
import { exploreTestLibrary, writeTestLibrary } from '../../testing/test-library.ts';
import type { TestLibrary } from '../../testing/test-library.ts';
import type { RunningServer } from '../listen.ts';
import { embeddingText } from './embedding-text.ts';
import type { MatchView } from './schemas/match.ts';
import type { PlaylistTrackView } from './schemas/playlist.ts';
import type { Problem } from './schemas/problem.ts';

let library: TestLibrary;
let server: RunningServer;

beforeAll(async () => {
  library = await writeTestLibrary(2);
  server = await exploreTestLibrary(library);
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await library[Symbol.asyncDispose]();
});

const at = (path: string): URL => new URL(`/api/v1${path}`, server.url);
const post = (path: string, body: unknown): Promise<Response> =>
  fetch(at(path), { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
const answer = async <T>(path: string, body: unknown): Promise<T> => (await (await post(path, body)).json()) as T;
const idOf = (n: number): string => library.tracks[n]!.id;
const albums = (tracks: readonly { track: { album: string | null } }[]) => [
  ...new Set(tracks.map(({ track }) => track.album)),
];

async function problemOf(response: Response): Promise<Problem> {
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  const problem = (await response.json()) as Problem;
  expect(problem).toMatchObject({ status: response.status, type: `urn:soundalike:problem:${problem.code}` });
  return problem;
}

test('a track is returned with all that its tags and the model say', async () => {
  const found = await (await fetch(at(`/tracks/${idOf(0)}`))).json();
  expect(found).toMatchObject({
    id: idOf(0),
    title: 'First Snow',
    artist: 'Mira Solberg',
    album: 'Winter Rooms',
    albumArtist: 'Mira Solberg',
    files: ['Mira Solberg/Winter Rooms/01 First Snow.mp3'],
  });
});

test('what sounds like several songs is like all of them, or like any one of them', async () => {
  const like = [{ id: idOf(0) }, { id: idOf(4), weight: 2 }];
  const { matches } = await answer<{ matches: MatchView[] }>('/similar', { like, blend: 'nearest', count: 6 });
  expect(albums(matches).sort()).toEqual([library.tracks[0]!.album, library.tracks[4]!.album].sort());
  expect(matches.map(({ nearestId }) => nearestId)).toEqual(
    matches.map(({ track }) => (track.album === 'Winter Rooms' ? idOf(0) : idOf(4))),
  );
  const without = await answer<{ matches: MatchView[] }>('/similar', {
    like,
    limits: { otherArtists: true, exclude: [idOf(8)] },
    count: 50,
  });
  expect(albums(without.matches)).not.toContain('Winter Rooms');
  expect(without.matches.map(({ track }) => track.id)).not.toContain(idOf(8));
});

test('an embedding asks as its track does, and finds that track as well', async () => {
  const embedding = embeddingText(library.tracks[0]!.embedding);
  const { matches } = await answer<{ matches: MatchView[] }>('/similar', {
    like: [{ embedding }],
    limits: { allowVersions: true },
  });
  expect(matches[0]).toMatchObject({ track: { id: idOf(0) }, nearestId: null });
  expect(matches[0]!.similarity).toBeCloseTo(1, 5);
});

test('a journey leads from one song to the other', async () => {
  const { tracks } = await answer<{ tracks: PlaylistTrackView[] }>('/journey', {
    from: { id: idOf(0) },
    to: { id: idOf(20) },
    length: 6,
  });
  expect(tracks).toHaveLength(6);
  expect([tracks[0]!.track.id, tracks[5]!.track.id]).toEqual([idOf(0), idOf(20)]);
  expect([tracks[0]!.similarity, tracks[0]!.step]).toEqual([1, null]);
});

test('a station begins with its song, and has as many tracks or takes as long as requested', async () => {
  const like = [{ id: idOf(0) }];
  const { tracks } = await answer<{ tracks: PlaylistTrackView[] }>('/station', { like, count: 8, randomSeed: 1 });
  expect(tracks).toHaveLength(8);
  expect(tracks[0]!.track.id).toBe(idOf(0));
  // Tracks of two seconds, of which the library has less than a minute.
  const all = await answer<{ tracks: unknown[] }>('/station', { like, count: 500 });
  expect((await answer<{ tracks: unknown[] }>('/station', { like, minutes: 1 })).tracks).toHaveLength(
    all.tracks.length,
  );
});

test('a playlist file has the paths below the folder of the player', async () => {
  const response = await post('/playlist', { name: 'Winter "to" go', ids: [idOf(1), idOf(0)], pathPrefix: '/music/' });
  expect(response.headers.get('content-disposition')).toBe('attachment; filename="winter-to-go.m3u8"');
  expect((await response.text()).split('\n').filter((line) => !line.startsWith('#EXTINF'))).toEqual([
    '#EXTM3U',
    '#PLAYLIST:Winter "to" go',
    `/music/${library.tracks[1]!.paths[0]!.path}`,
    `/music/${library.tracks[0]!.paths[0]!.path}`,
    '',
  ]);
});

test.each([
  ['/similar', { like: [{ id: 'nobody' }] }],
  ['/journey', { from: { id: 'nobody' }, to: { id: 'nobody' } }],
  ['/station', { like: [{ id: 'nobody' }] }],
  ['/playlist', { name: 'x', ids: ['nobody'] }],
])('%s of an unknown song says that it is not in the library', async (path, body) => {
  const problem = await problemOf(await post(path, body));
  expect([problem.status, problem.code]).toEqual([404, 'TRACK_NOT_FOUND']);
  expect(problem.detail).toMatch(/^This song is not in the library/u);
});

test.each([
  ['/similar', {}, 'like'],
  ['/similar', { like: [] }, 'like'],
  ['/similar', { like: [{ id: 'a', weight: -1 }] }, 'like.0.weight'],
  ['/similar', { like: [{ id: 'a' }], count: 501 }, 'count'],
  ['/similar', { like: [{ id: 'a' }], limits: { minSimilarity: 'much' } }, 'limits.minSimilarity'],
  ['/journey', { from: { id: 'a' }, to: 3 }, 'to'],
])('%s of %j names the field %s', async (path, body, parameter) => {
  const problem = await problemOf(await post(path, body));
  expect([problem.status, problem.code]).toEqual([400, 'INVALID_REQUEST']);
  expect(problem.errors?.map((error) => error.parameter)).toEqual([parameter]);
});

test('a query that is too long, a journey to where it begins, and a vector of another space are refused in words', async () => {
  const long = await problemOf(await fetch(at(`/search?q=${'a'.repeat(201)}`)));
  expect(long.errors?.map((error) => error.parameter)).toEqual(['q']);
  const still = await problemOf(await post('/journey', { from: { id: idOf(0) }, to: { id: idOf(0) } }));
  expect([still.status, still.detail]).toEqual([400, 'A journey needs two different songs, not twice "First Snow".']);
  const short = await problemOf(await post('/similar', { like: [{ embedding: 'AACAPw==' }] }));
  expect([short.status, short.code]).toEqual([400, 'USAGE']);
  const broken = await fetch(at('/similar'), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: '{',
  });
  expect(await problemOf(broken)).toMatchObject({ status: 400, code: 'INVALID_REQUEST' });
});

test('an unknown address is a problem as well', async () => {
  for (const address of ['/api/v1/nothing', '/api/library', '/nowhere'])
    expect(await problemOf(await fetch(new URL(address, server.url)))).toMatchObject({
      status: 404,
      code: 'NOT_FOUND',
    });
});

test('a method that an address has not is refused with those that it has', async () => {
  const wrong = await post('/library', {});
  expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  expect(await problemOf(wrong)).toMatchObject({ code: 'METHOD_NOT_ALLOWED' });
  const asked = await fetch(at('/similar'));
  expect([asked.status, asked.headers.get('allow')]).toEqual([405, 'POST']);
  const put = await fetch(at(`/tracks/${idOf(0)}`), { method: 'PUT' });
  expect([put.status, put.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST, DELETE']);
});
