import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { MapHead } from '../../map/map-head.ts';
import type { MapTrack } from '../../map/map-tracks.ts';
import { colourOf, decodePoints, facetShift } from '../../map-format/point-columns.ts';
import { exploreTestLibrary, writeTestLibrary } from '../../testing/test-library.ts';
import type { TestLibrary } from '../../testing/test-library.ts';
import type { RunningServer } from '../listen.ts';

type ReadyHead = Extract<MapHead, { state: 'ready' }>;

let library: TestLibrary;
let server: RunningServer;
let head: ReadyHead;

beforeAll(async () => {
  library = await writeTestLibrary(1);
  server = await exploreTestLibrary(library);
  head = await readyHead();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await library[Symbol.asyncDispose]();
});

const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(new URL(`/api/v1/map${path}`, server.url), { headers });

function readyHead(): Promise<ReadyHead> {
  return vi.waitFor(
    async () => {
      const found = (await (await get('')).json()) as MapHead;
      if (found.state !== 'ready') throw new Error(`the map is ${found.state}`);
      return found;
    },
    { timeout: 60_000 },
  );
}

async function tracksOf(query: string): Promise<MapTrack[]> {
  return ((await (await get(`/tracks?version=${head.version}&${query}`)).json()) as { tracks: MapTrack[] }).tracks;
}

test('the head has the extent, and the legends of all tracks', () => {
  expect(head.points).toBe(24);
  expect(head.bounds.right).toBeGreaterThan(head.bounds.left);
  expect(head.legends.artist.categories[0]).toEqual({ label: 'Mira Solberg', tracks: 8 });
  expect(head.legends.genre.categories).toHaveLength(6);
});

test('the points arrive part by part, within the extent, with the colours of their tracks', async () => {
  const parts = [];
  for (const from of [0, 10, 20]) {
    const part = await get(`/points?version=${head.version}&from=${from}&count=10`);
    expect(part.headers.get('content-type')).toBe('application/octet-stream');
    parts.push(decodePoints(await part.arrayBuffer()));
  }
  expect(parts.map(({ x }) => x.length)).toEqual([10, 10, 4]);
  const x = parts.flatMap((part) => [...part.x]);
  expect(Math.min(...x)).toBe(head.bounds.left);
  expect(Math.max(...x)).toBe(head.bounds.right);
  const colours = parts.flatMap((part) => [...part.colours]);
  const tracks = await tracksOf(`points=${colours.map((_, point) => point).join()}`);
  expect(tracks).toHaveLength(24);
  for (const { point, genre, artist } of tracks) {
    const category = (facet: 'genre' | 'artist') =>
      head.legends[facet].categories[colourOf(colours[point]!, facetShift(facet))]!.label;
    expect([category('genre'), category('artist')]).toEqual([genre, artist]);
  }
  expect((await (await get(`/points?version=${head.version}&from=24&count=10`)).arrayBuffer()).byteLength).toBe(0);
});

test('points are kept by the browser and not sent twice', async () => {
  const address = `/points?version=${head.version}&count=24`;
  const response = await get(address);
  expect(response.headers.get('cache-control')).toMatch(/^private, .*immutable$/u);
  const etag = response.headers.get('etag')!;
  const again = await get(address, { 'If-None-Match': etag, 'Cache-Control': 'no-cache' });
  expect(again.status).toBe(304);
});

test('tracks have the points of their ids, and unknown ones are left out', async () => {
  const { id, title } = library.tracks[5]!;
  const [track] = await tracksOf(`ids=${id}`);
  expect(track).toMatchObject({ id, title, artist: 'Kite Parade', album: 'Neon Harbour · Kite Parade' });
  expect(await tracksOf(`points=${track!.point}`)).toEqual([track]);
  expect(await tracksOf(`ids=none,zzz,${id}&points=99`)).toEqual([track]);
});

test.each([
  ['/points?version=0123456789abcdef&count=10', 404, 'MAP_CHANGED'],
  ['/tracks?version=0123456789abcdef&points=1', 404, 'MAP_CHANGED'],
  ['/points?version=0123456789abcdef&count=1000000', 400, 'INVALID_REQUEST'],
  ['/points?version=0123456789abcdef&count=5&from=-1', 400, 'INVALID_REQUEST'],
  ['/tracks?version=0123456789abcdef&points=1,x', 400, 'INVALID_REQUEST'],
  [
    `/tracks?version=0123456789abcdef&points=${Array.from({ length: 101 }, (_, n) => n).join()}`,
    400,
    'INVALID_REQUEST',
  ],
])('%s is refused with status %i and code %s', async (path, status, code) => {
  const response = await get(path);
  expect([response.status, response.headers.get('content-type')]).toEqual([status, 'application/problem+json']);
  expect(await response.json()).toMatchObject({ code });
});
