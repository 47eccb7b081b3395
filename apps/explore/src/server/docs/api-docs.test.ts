import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exploreTestLibrary, writeTestLibrary } from '../../testing/test-library.ts';
import type { TestLibrary } from '../../testing/test-library.ts';
import type { ApiDocument } from '../api/api-document.ts';
import type { RunningServer } from '../listen.ts';

/** Written again by: npm run explore:openapi */
const FILE = fileURLToPath(new URL('../../../../../docs/openapi.json', import.meta.url));

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

const get = (path: string): Promise<Response> => fetch(new URL(path, server.url));
const served = async (): Promise<ApiDocument> => (await (await get('/api/v1/openapi.json')).json()) as ApiDocument;

test('the description in the repository is the one that is served', async () => {
  const document = await served();
  expect(document.openapi).toBe('3.1.0');
  await expect(`${JSON.stringify(document, null, 2)}\n`).toMatchFileSnapshot(FILE);
});

test('every route says who may use it, what it answers and which problems it can have', async () => {
  for (const [path, item] of Object.entries((await served()).paths ?? {})) {
    for (const operation of [item.get, item.post, item.delete].filter((each) => each !== undefined)) {
      expect([path, operation.summary]).toEqual([path, expect.any(String)]);
      expect([path, Object.keys(operation.responses ?? {})]).toEqual([
        path,
        expect.arrayContaining([expect.stringMatching(/^20/u), '401', '403', '429', '500', '503']),
      ]);
    }
  }
});

test('the reader shows every route and type, and loads nothing but its style from this server', async () => {
  const document = await served();
  const response = await get('/api/docs');
  expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self';/u);
  const page = await response.text();
  for (const path of Object.keys(document.paths ?? {})) expect(page).toContain(`/api/v1${path}`);
  for (const name of Object.keys(document.components?.schemas ?? {})) expect(page).toContain(`id="schema-${name}"`);
  const anchors = [...page.matchAll(/href="#([^"]+)"/gu)].map(([, anchor]) => anchor!);
  for (const anchor of anchors) expect(page).toContain(`id="${anchor}"`);
  expect(page).not.toMatch(/<script|style=|\[object|undefined/u);
  expect([...page.matchAll(/(?:src|href)="([^#"][^"]*)"/gu)].map(([, address]) => address)).toEqual([
    '/api/docs.css',
    '/api/v1/openapi.json',
    '/',
  ]);
  const style = await get('/api/docs.css');
  expect([style.status, style.headers.get('content-type')]).toEqual([200, 'text/css; charset=utf-8']);
});

test('an answer that a client has already is not sent again', async () => {
  const first = await get('/api/v1/openapi.json');
  const etag = first.headers.get('etag')!;
  const second = await fetch(new URL('/api/v1/openapi.json', server.url), {
    headers: { 'If-None-Match': etag },
    cache: 'no-store',
  });
  expect([etag === '', second.status]).toEqual([false, 304]);
});
