import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import type { EmbeddedTrack } from '@soundalike/catalog';
import getPort from 'get-port';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { compilePlugin } from './build/compile-plugin.ts';
import { hostPlugin } from './testing/navidrome-host.ts';
import type { PluginHost } from './testing/navidrome-host.ts';
import { ODD_TITLES, startTestServer } from './testing/test-server.ts';
import type { TestServer } from './testing/test-server.ts';

const SECRET = 'canary-secret-0123456789';

const SIMILAR = 'nd_get_sonic_similar_tracks';
const PATH = 'nd_find_sonic_path';
const AGENT = 'nd_get_similar_songs_by_track';

interface SongRef {
  readonly name: string;
  readonly artists: readonly { readonly name: string }[];
  readonly durationMs?: number;
}
interface Matches {
  readonly matches: readonly { readonly song: SongRef; readonly similarity: number }[];
}
interface Songs {
  readonly songs: readonly SongRef[];
}

let wasm: Uint8Array;
let server: TestServer;
/** A server with the same library that wants a token. */
let guarded: TestServer;
let host: PluginHost;

beforeAll(async () => {
  const tokens = `navidrome:read:${SECRET}-read phone:upload:${SECRET}-upload`;
  // One after the other: the first builds the page, if nobody has yet.
  [wasm, server] = await Promise.all([compilePlugin(), startTestServer()]);
  guarded = await startTestServer({ EXPLORE_API_TOKENS: tokens });
  host = await hostPlugin(wasm, { address: `${server.address}/` });
});
afterAll(async () => {
  await host[Symbol.asyncDispose]();
  await guarded[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

/** Return a track as Navidrome describes a song to plugins. */
function songRef({ title, artist, album, durationSeconds }: EmbeddedTrack): Record<string, unknown> {
  return {
    id: 'navidrome-id',
    name: title,
    artist: artist!,
    artists: [{ id: 'artist-id', name: artist! }],
    album: album!,
    durationMs: Math.round(durationSeconds * 1000) + 400,
  };
}

const known = (n: number): Record<string, unknown> => songRef(server.tracks[n]!);
const UNKNOWN = { name: 'Nothing of the kind', artists: [{ name: 'Nobody' }], durationMs: 1000 };

/** Inputs of each export for a song, with what an empty answer is. */
const EXPORTS: readonly [string, (song: unknown, count: unknown) => unknown, unknown][] = [
  [SIMILAR, (song, count) => ({ song, count }), { matches: [] }],
  [PATH, (song, count) => ({ startSong: song, endSong: known(20), count }), { matches: [] }],
  [AGENT, (song, count) => ({ ...(song as object), id: 'navidrome-id', count }), { songs: [] }],
];

/** Ask the server itself. */
async function ask(path: string, body: unknown): Promise<{ track: EmbeddedTrack; similarity: number }[]> {
  const headers = { 'Content-Type': 'application/json' };
  const response = await fetch(`${server.address}/api/v1${path}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  const { matches, tracks } = (await response.json()) as Record<string, { track: EmbeddedTrack; similarity: number }[]>;
  return (matches ?? tracks)!;
}

/** Return what Navidrome gets of a track. */
function expected({ title, artist, album, durationSeconds, musicBrainzRecordingId, isrc }: EmbeddedTrack): object {
  return {
    name: title.toWellFormed(),
    artists: [{ name: artist }],
    album,
    durationMs: Math.round(durationSeconds * 1000),
    ...(musicBrainzRecordingId !== null && { mbid: musicBrainzRecordingId }),
    ...(isrc !== null && { isrc }),
  };
}

describe('songs that sound alike', () => {
  test('are those that the server finds, most similar first, without any id', async () => {
    const answer = (await host.call(SIMILAR, { song: known(7), count: 9 })) as Matches;
    const found = await ask('/similar', { like: [{ id: server.tracks[7]!.id }], count: 9 });
    expect(answer.matches).toEqual(
      found.map(({ track, similarity }) => ({ song: expected(track), similarity: expect.closeTo(similarity, 12) })),
    );
    expect(answer.matches).toHaveLength(9);
  });

  test('are the same by an identifier alone, and for the agent of Instant Mix', async () => {
    const byNames = (await host.call(SIMILAR, { song: known(8), count: 5 })) as Matches;
    const mbid = server.tracks[8]!.musicBrainzRecordingId;
    expect(await host.call(SIMILAR, { song: { name: 'x', mbid }, count: 5 })).toEqual(byNames);
    const { title: name, artist } = server.tracks[8]!;
    const { songs } = (await host.call(AGENT, { id: '1', name, artist, count: 5 })) as Songs;
    expect(songs).toEqual(byNames.matches.map(({ song }) => song));
    expect(await host.call(AGENT, { id: '1', name: 'x', artist: 'y', mbid, count: 5 })).toEqual({ songs });
  });

  test('are only those that are as similar as the settings want, and as many', async () => {
    const all = ((await host.call(SIMILAR, { song: known(7), count: 30 })) as Matches).matches;
    const minSimilarity = all[4]!.similarity - 1e-9;
    const settings = { address: server.address, minSimilarity: String(minSimilarity), count: '3' };
    await using strict = await hostPlugin(wasm, { ...settings, count: '20' });
    await using few = await hostPlugin(wasm, settings);
    expect(await strict.call(SIMILAR, { song: known(7), count: 30 })).toEqual({ matches: all.slice(0, 5) });
    expect(await few.call(SIMILAR, { song: known(7), count: 30 })).toEqual({ matches: all.slice(0, 3) });
  });
});

test('a path leads from the start song to the end song, with the similarity to the start song', async () => {
  const input = { startSong: known(7), endSong: known(20), count: 6 };
  const { matches } = (await host.call(PATH, input)) as Matches;
  const ends = { from: { id: server.tracks[7]!.id }, to: { id: server.tracks[20]!.id } };
  const way = await ask('/journey', { ...ends, length: 6 });
  expect(matches.map(({ song }) => song)).toEqual(way.map(({ track }) => expected(track)));
  expect(matches[0]).toEqual({ song: expected(server.tracks[7]!), similarity: 1 });
  expect(matches[5]!.song).toEqual(expected(server.tracks[20]!));
  expect(matches[5]!.similarity).toBeCloseTo(way[5]!.similarity, 12);
  const same = { startSong: known(8), endSong: { name: 'x', mbid: server.tracks[8]!.musicBrainzRecordingId } };
  const { id: _id, artist: _artist, ...start } = known(8);
  expect(await host.call(PATH, { ...same, count: 6 })).toEqual({
    matches: [{ song: { ...start, artists: [{ name: server.tracks[8]!.artist }] }, similarity: 1 }],
  });
  expect(((await host.call(PATH, { ...input, count: 1 })) as Matches).matches).toHaveLength(1);
});

describe.each(EXPORTS)('%s', (name, inputFor, empty) => {
  const failed = async (address: string, patienceMs?: number, token = 'canary-secret'): Promise<string> => {
    await using other = await hostPlugin(wasm, { address, token }, patienceMs);
    const error: unknown = await other.call(name, inputFor(known(7), 5)).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Error);
    expect((error as Error).message).not.toContain(token);
    return (error as Error).message;
  };

  test('of an unknown song is empty, without an error', async () => {
    expect(await host.call(name, inputFor(UNKNOWN, 5))).toEqual(empty);
    expect(await host.call(name, inputFor({ name: '' }, 5))).toEqual(empty);
  });

  test.each(ODD_TITLES)('finds %j', async (title) => {
    const song = known(ODD_TITLES.indexOf(title));
    const answer = (await host.call(name, inputFor(song, 5))) as Partial<Matches & Songs>;
    expect((answer.matches ?? answer.songs)!).toHaveLength(5);
  });

  test.each([1e9, -1, 0, 0.5, 'many', null, 1e308])('takes a count of %j', async (count) => {
    const answer = (await host.call(name, inputFor(known(7), count))) as Partial<Matches & Songs>;
    const found = (answer.matches ?? answer.songs)!;
    expect(found.length).toBeGreaterThan(0);
    expect(found.length).toBeLessThanOrEqual(server.tracks.length);
  });

  test('names the server that is away, and never its password', async () => {
    const address = `127.0.0.1:${await getPort()}`;
    const message = await failed(`http://me:canary-secret@${address}`);
    expect(message).toContain(`soundalike: the soundalike server at http://${address} cannot be reached`);
  });

  test('names the server that does not answer in time', async () => {
    const address = await serve(() => undefined);
    expect(await failed(address, 200)).toContain(`the soundalike server at ${address} did not answer within 15 s`);
  });

  test('says that the server refuses the token, or wants one', async () => {
    const { address } = guarded;
    expect(await failed(address)).toContain(`the soundalike server at ${address} refuses the token; set another one`);
    expect(await failed(address, undefined, `${SECRET}-upload`)).toContain(`${address} answered 403: `);
    await using without = await hostPlugin(wasm, { address });
    await expect(without.call(name, inputFor(known(7), 5))).rejects.toThrow(/wants a token; set one in the settings/u);
    await using allowed = await hostPlugin(wasm, { address, token: `${SECRET}-read` });
    expect(await allowed.call(name, inputFor(known(7), 5))).toEqual(await host.call(name, inputFor(known(7), 5)));
  });

  test('says why the server refuses or fails', async () => {
    const address = await serve((_, response) => {
      response.writeHead(403, { 'Content-Type': 'application/problem+json' });
      response.end('{"status":403,"detail":"This server does not answer to this host name.","code":"FOREIGN_HOST"}');
    });
    expect(await failed(address)).toContain(`${address} answered 403: This server does not answer to this host name.`);
  });

  test.each<[string, RequestListener]>([
    ['a page', (_, response) => response.end('<!doctype html><title>Router</title>')],
    ['nothing', (_, response) => response.end()],
    ['other JSON', (_, response) => response.end('{"matches":{"a":[1,{"b":null}]},"tracks":"x"}')],
    ['a list', (_, response) => response.end('[]')],
    ['cut JSON', (_, response) => response.end('{"matches":[{"track":{"title":"x')],
    ['bytes', (_, response) => response.end(Buffer.from(Array.from({ length: 5000 }, (__, n) => (n * 7919) % 256)))],
    ['deep JSON', (_, response) => response.end('{"matches":'.repeat(100_000))],
    ['a 404 of its own', (_, response) => response.writeHead(404).end('{"code":"not_found"}')],
    ['a teapot', (_, response) => response.writeHead(418).end()],
  ])('tells a server that answers %s from soundalike', async (_, listener) => {
    const address = await serve(listener);
    const message = await failed(address);
    expect(message).toMatch(/is no soundalike server; check the address|answered 404/u);
    expect(message).toContain(address);
  });

  test('does not take its token to where a redirect leads', async () => {
    const seen: (string | undefined)[] = [];
    const other = await serve((request, response) => {
      seen.push(request.headers.authorization);
      response.end('{}');
    });
    const address = await serve((_, response) => response.writeHead(302, { Location: other }).end());
    expect(await failed(address)).toContain('a redirect');
    expect(seen).toEqual([]);
  });

  test('says that Navidrome asked for something strange', async () => {
    for (const input of ['', 'null', '[]', '"x', '{"song":'.repeat(500)])
      await expect(host.call(name, input)).rejects.toThrow(/does not understand/u);
  });
});

test('no request has an id of Navidrome, and all have the token', async () => {
  await using withToken = await hostPlugin(wasm, { address: server.address, token: 'canary-secret' });
  for (const [name, inputFor] of EXPORTS) await withToken.call(name, inputFor(known(7), 5)).catch(() => undefined);
  expect(withToken.requests.map(({ headers }) => headers['Authorization'])).toEqual(
    Array(EXPORTS.length).fill('Bearer canary-secret'),
  );
  for (const { body, url } of [...withToken.requests, ...host.requests]) {
    expect(Buffer.from(body, 'base64').toString()).not.toMatch(/navidrome-id|artist-id/u);
    expect(url).not.toContain('canary-secret');
  }
});

test('without an address it says what to set, and an address needs no http://', async () => {
  await using without = await hostPlugin(wasm, {});
  await expect(without.call(SIMILAR, { song: known(7), count: 5 })).rejects.toThrow(
    /set the address of the soundalike/u,
  );
  await using short = await hostPlugin(wasm, { address: server.address.replace('http://', '') });
  expect(((await short.call(SIMILAR, { song: known(7), count: 5 })) as Matches).matches).toHaveLength(5);
});

/** Serve something that is not soundalike, until the running test ends. @returns its address */
async function serve(listener: RequestListener): Promise<string> {
  const other: Server = createServer((request, response) => {
    request.resume();
    listener(request, response);
  }).listen(0, '127.0.0.1');
  await once(other, 'listening');
  onTestFinished(() => {
    other.close();
    other.closeAllConnections();
  });
  return `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
}
