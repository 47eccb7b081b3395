import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { clipEmbedder, clipModel } from '@soundalike/model-builder';
import { readSettings } from '@soundalike/settings';
import { openSqliteStore } from '@soundalike/sqlite-store';
import { exploreTestLibrary, writeTestLibrary } from '../../testing/test-library.ts';
import type { TestLibrary } from '../../testing/test-library.ts';
import type { RunningServer } from '../listen.ts';
import { embeddingFrom } from './embedding-text.ts';
import type { MatchView } from './schemas/match.ts';

const settings = { ...readSettings({}), embeddingModel: 'musicnn' } as const;

let library: TestLibrary;
let temporary: string;
let server: RunningServer;
/** Files in the library, and not in it. */
let inside: string;
let outside: string;
/** Length of the model's embeddings. */
let dims: number;

beforeAll(async () => {
  library = await writeTestLibrary(5);
  temporary = await mkdtemp(join(tmpdir(), 'explore-clips-'));
  await mkdir(join(temporary, 'clips'));
  [inside, outside] = [0, 8].map((n) => join(library.datasetDir, library.tracks[n]!.paths[0]!.path)) as [
    string,
    string,
  ];
  const storePath = join(temporary, 'store.db');
  const never = new AbortController().signal;
  const { space } = await clipModel(settings, never);
  dims = space.dims;
  const heard = await clipEmbedder(settings, { maxSeconds: 60, workMs: 60_000 }, never)(inside, space.id);
  await using store = await openSqliteStore({ path: storePath, space, create: true });
  await store.upsert([{ ...library.tracks[0]!, ...heard, spaceId: space.id }]);
  await store.serve();
  vi.stubEnv('TMPDIR', join(temporary, 'clips'));
  server = await exploreTestLibrary({ ...library, storePath }, '127.0.0.1', { embeddingModel: 'musicnn' });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  vi.unstubAllEnvs();
  await library[Symbol.asyncDispose]();
  await rm(temporary, { recursive: true });
});

const send = (body: BodyInit, init: RequestInit = {}): Promise<Response> =>
  fetch(new URL('/api/v1/clips', server.url), {
    method: 'POST',
    headers: { 'Content-Type': 'application/octet-stream' },
    body,
    duplex: 'half',
    ...init,
  } as RequestInit);
const kept = (): Promise<string[]> => readdir(join(temporary, 'clips'));

interface Heard {
  readonly embedding: string;
  readonly durationSeconds: number;
  readonly recording: { readonly id: string } | null;
}

test('where the model fits the library, clips are welcome', async () => {
  const state = await (await fetch(new URL('/api/v1/library', server.url))).json();
  expect(state).toMatchObject({ state: 'ready', uploads: true });
});

test('a clip of a recording in the library is known, and the answer can ask for what sounds like it', async () => {
  const response = await send(await readFile(inside));
  expect(response.status).toBe(200);
  const { embedding, durationSeconds, recording } = (await response.json()) as Heard;
  expect(recording?.id).toBe(library.tracks[0]!.id);
  expect(durationSeconds).toBeCloseTo(5, 0);
  expect(embeddingFrom(embedding, dims)).toHaveLength(dims);
  const asked = await fetch(new URL('/api/v1/similar', server.url), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ like: [{ embedding }], limits: { allowVersions: true } }),
  });
  const { matches } = (await asked.json()) as { matches: MatchView[] };
  expect(matches.map(({ track }) => track.id)).toEqual([library.tracks[0]!.id]);
  expect(await kept()).toEqual([]);
});

test('another song is no recording of the library', async () => {
  const { recording } = (await (await send(await readFile(outside))).json()) as Heard;
  expect(recording).toBeNull();
});

test.each([
  ['nothing', '', 422, 'FILE_EMPTY'],
  ['text', 'this is not music', 422, 'NO_AUDIO'],
  ['more than 25 MiB', new Uint8Array(25 * 1024 * 1024 + 1), 413, 'DECODE_LIMIT'],
])('%s is refused in words, and deleted', async (_, body, status, code) => {
  const response = await send(body);
  const problem = (await response.json()) as { code: string; detail: string };
  expect([response.status, problem.code]).toEqual([status, code]);
  expect(problem.detail).not.toMatch(/\/|ENOENT|ffmpeg/u);
  expect(await kept()).toEqual([]);
});

test('a few clips may wait, more are asked to come again; one that is broken off is deleted', async () => {
  const stop = new AbortController();
  const stalled = (): ReadableStream => new ReadableStream({ start: (stream) => stream.enqueue(new Uint8Array(10)) });
  const waiting = Array.from({ length: 5 }, () => send(stalled(), { signal: stop.signal }));
  for (const each of waiting) each.catch(() => undefined);
  await vi.waitFor(async () => expect(await kept()).toHaveLength(5), { timeout: 60_000 });
  const refused = await send('x');
  expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([503, 'QUEUE_FULL']);
  stop.abort();
  await Promise.allSettled(waiting);
  await vi.waitFor(async () => expect(await kept()).toEqual([]), { timeout: 60_000 });
  expect((await send('x')).status).toBe(422);
});
