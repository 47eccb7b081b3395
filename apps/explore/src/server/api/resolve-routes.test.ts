import { afterAll, beforeAll, expect, test } from 'vitest';
import { exploreTestLibrary, writeTestLibrary } from '../../testing/test-library.ts';
import type { TestLibrary } from '../../testing/test-library.ts';
import type { RunningServer } from '../listen.ts';
import type { MatchView } from './schemas/match.ts';

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

const post = (path: string, body: unknown): Promise<Response> =>
  fetch(new URL(`/api/v1${path}`, server.url), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
const answer = async <T>(path: string, body: unknown): Promise<T> => (await (await post(path, body)).json()) as T;

const SNOW = { title: 'FIRST SNOW (Remastered)', artists: ['mira sölberg'], durationSeconds: 3 };

test('songs are found by their tags, each in its place, with how and how sure', async () => {
  const { isrc, id } = library.tracks[1]!;
  const byIsrc = { isrc, title: library.tracks[1]!.title };
  const unknown = { title: 'First Snow', artists: ['Nobody'] };
  const { results } = await answer<{ results: unknown[] }>('/resolve', { songs: [unknown, SNOW, {}, byIsrc] });
  expect(results).toEqual([
    { track: null, by: null, confidence: 0 },
    { track: expect.objectContaining({ id: library.tracks[0]!.id }), by: 'names', confidence: expect.any(Number) },
    { track: null, by: null, confidence: 0 },
    { track: expect.objectContaining({ id }), by: 'isrc', confidence: expect.any(Number) },
  ]);
});

test.each([
  ['/similar', { like: [{ song: SNOW, weight: 2 }] }],
  ['/station', { like: [{ song: SNOW }], randomSeed: 1 }],
  ['/journey', { from: { song: SNOW }, to: { song: { title: 'Thaw', artists: ['Mira Solberg'] } }, length: 3 }],
])('%s takes a song by its tags, as it takes an id', async (path, body) => {
  const withIds = JSON.parse(JSON.stringify(body, (_, value: unknown) => idOf(value)));
  expect(await answer(path, body)).toEqual(await answer(path, withIds));
});

test('a song that is not in the library is an unknown track', async () => {
  for (const body of [{ like: [{ song: { title: 'Nothing', artists: ['Nobody'] } }] }, { like: [{ song: {} }] }]) {
    const response = await post('/similar', body);
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([404, 'TRACK_NOT_FOUND']);
  }
});

test('a field that is no field of a song is named', async () => {
  const response = await post('/similar', { like: [{ song: { title: 'x', durationSeconds: '3' } }] });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({
    errors: [expect.objectContaining({ parameter: 'like.0.song.durationSeconds' })],
  });
});

test('text of any kind and a hundred songs are answered', async () => {
  const odd = ['', '\0', '\ud800', '🦊'.repeat(3000), 'x '.repeat(5000), '"\\', '\u202eevil', 'a'.repeat(10_000)];
  const songs = Array.from({ length: 100 }, (_, n) => ({
    title: odd[n % odd.length],
    artists: [odd[(n + 3) % odd.length]],
    album: odd[(n + 5) % odd.length],
    isrc: odd[(n + 1) % odd.length],
    musicBrainzRecordingId: odd[(n + 2) % odd.length],
    durationSeconds: 1e300,
  }));
  const { results } = await answer<{ results: unknown[] }>('/resolve', { songs });
  expect(results).toEqual(Array(100).fill({ track: null, by: null, confidence: 0 }));
});

test('what it costs is limited: at most 100 songs', async () => {
  expect((await post('/resolve', { songs: Array(101).fill(SNOW) })).status).toBe(400);
  const { matches } = await answer<{ matches: MatchView[] }>('/similar', { like: [{ song: SNOW }], count: 500 });
  expect(matches.length).toBeGreaterThan(0);
});

/** Return a reference by the id of the track that a song is; any other value as it is. */
function idOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('song' in value)) return value;
  const { song, ...others } = value as { readonly song: { readonly title: string } };
  return { ...others, id: library.tracks[song.title === SNOW.title ? 0 : 3]!.id };
}
