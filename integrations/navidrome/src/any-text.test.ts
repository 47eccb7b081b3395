import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compilePlugin } from './build/compile-plugin.ts';
import { hostPluginQuickly, passedOn } from './testing/navidrome-host.ts';
import type { QuickPluginHost } from './testing/navidrome-host.ts';

const SIMILAR = 'nd_get_sonic_similar_tracks';
const TEXT = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.string());

let host: QuickPluginHost;
let requested: { like: [{ song: unknown }]; count: number };
let answer: string;

beforeAll(async () => {
  host = await hostPluginQuickly(await compilePlugin(), { address: 'http://127.0.0.1:1' }, ({ body }) => {
    requested = JSON.parse(Buffer.from(body, 'base64').toString()) as typeof requested;
    return answer;
  });
});
afterAll(() => host[Symbol.asyncDispose]());

test('names reach the server as Navidrome gives them, and come back as the server has them', async () => {
  await fc.assert(
    fc.asyncProperty(TEXT, TEXT, TEXT, fc.nat(), async (title, artist, album, durationMs) => {
      const track = { title: title || 'x', artist: null, artists: [artist], album, durationSeconds: durationMs / 1000 };
      answer = passedOn(JSON.stringify({ matches: [{ track, similarity: 0.25 }] }));
      const given = { name: title, artists: [{ name: artist }], album, durationMs };
      const [name, by, on] = [title, artist, album].map((text) => text.toWellFormed());
      expect(await host.call(SIMILAR, { song: given, count: 3 })).toEqual({
        matches: [
          {
            song: {
              name: name === '' ? 'x' : name,
              artists: by === '' ? [] : [{ name: by }],
              ...(on !== '' && { album: on }),
              ...(durationMs > 0 && durationMs < 4e9 && { durationMs }),
            },
            similarity: 0.25,
          },
        ],
      });
      expect(requested).toEqual({
        like: [
          {
            song: {
              artists: by === '' ? [] : [by],
              ...(name !== '' && { title: name }),
              ...(on !== '' && { album: on }),
              ...(durationMs > 0 && { durationSeconds: durationMs / 1000 }),
            },
          },
        ],
        count: 3,
      });
    }),
    { numRuns: 300 },
  );
});

test('any answer ends in songs or in an error that names the server', async () => {
  const json = fc.json({ maxDepth: 6 });
  const near = fc.record({
    matches: fc.array(
      fc.record({
        track: fc.oneof(
          fc.jsonValue(),
          fc.record({ title: fc.jsonValue(), artists: fc.jsonValue(), durationSeconds: fc.jsonValue() }),
        ),
        similarity: fc.jsonValue(),
      }),
    ),
  });
  const body = fc.oneof(
    json,
    near.map((value) => JSON.stringify(value)),
    fc.uint8Array({ maxLength: 200 }),
    TEXT,
  );
  const statuses = fc.constantFrom(200, 200, 200, 404, 500, 0, -1);
  const passed = fc.oneof(
    fc.tuple(body, statuses).map(([each, status]) => passedOn(each, status)),
    json,
    TEXT.map((text) => `${text} `),
  );
  await fc.assert(
    fc.asyncProperty(passed, async (text) => {
      answer = text;
      const result = await host
        .call(SIMILAR, { song: { name: 'x' } })
        .catch((error: unknown) => (error as Error).message);
      if (typeof result === 'string') expect(result).toContain('http://127.0.0.1:1');
      else expect(result).toEqual({ matches: expect.any(Array) });
    }),
    { numRuns: 1000 },
  );
});

test('any input ends in songs or in an error', async () => {
  answer = passedOn('{"matches":[]}');
  const song = fc.record({
    name: fc.jsonValue(),
    artists: fc.jsonValue(),
    artist: fc.jsonValue(),
    durationMs: fc.jsonValue(),
    mbid: fc.jsonValue(),
  });
  const input = fc.oneof(
    fc.json(),
    TEXT,
    fc.record({ song, count: fc.jsonValue() }).map((value) => JSON.stringify(value)),
  );
  await fc.assert(
    fc.asyncProperty(input, async (text) => {
      const result = await host.call(SIMILAR, text).catch((error: unknown) => (error as Error).message);
      if (typeof result === 'string') expect(result).toContain('does not understand');
      else expect(result).toEqual({ matches: [] });
    }),
    { numRuns: 500 },
  );
});
