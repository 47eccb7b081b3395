import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import type { AddressInfo, Server as TcpServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { Connection } from './connection.ts';
import type { ConnectionOptions } from './connection.ts';

/** Start a server on 127.0.0.1. @returns its address, without a scheme */
async function listening(server: Server | TcpServer): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Start an HTTP server with one answer. */
async function answering(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ readonly url: string; readonly requests: () => number }> {
  let requests = 0;
  const server = createServer((_request, response) => {
    requests++;
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const type = typeof body === 'string' ? 'text/html' : 'application/json';
    response.writeHead(status, { 'content-type': type, connection: 'close', ...headers }).end(text);
  });
  return { url: `http://${await listening(server)}`, requests: () => requests };
}

async function failureOf(options: Partial<ConnectionOptions>): Promise<unknown> {
  const connection = new Connection({ cloudId: null, url: null, apiKey: null, callTimeoutMs: 20_000, ...options });
  try {
    return await connection
      .read((client, limits) => client.indices.get({ index: 'tracks' }, { ...limits, ignore: [404] }))
      .then(
        () => expect.fail('expected an error'),
        (error: unknown) => error,
      );
  } finally {
    await connection.close();
  }
}

const PRODUCT = { 'x-elastic-product': 'Elasticsearch' };

test.each<[string, number, unknown, Readonly<Record<string, string>>, RegExp]>([
  [
    'a redirect',
    302,
    '',
    { location: 'https://login.example/?token=canary' },
    /redirect to https:\/\/login\.example[;)]/u,
  ],
  ['a redirect to nowhere', 307, '', {}, /a redirect;/u],
  ['a deployment that is gone', 404, { ok: false, message: 'Unknown resource.' }, {}, /Unknown resource\./u],
  ['a traffic filter', 403, { ok: false, message: 'Forbidden' }, {}, /Forbidden.*traffic filter/u],
  [
    'a page of a proxy',
    400,
    '<html><style>a{}</style><h1>Plain HTTP</h1> to TLS</html>',
    {},
    /"HTTP 400: Plain HTTP to TLS"/u,
  ],
  ['another product', 200, { version: '1' }, {}, /not Elasticsearch/u],
  ['a page', 200, '<html>Welcome</html>', {}, /not Elasticsearch/u],
])('%s is told at once, by the first answer', async (_name, status, body, headers, message) => {
  const server = await answering(status, body, headers);
  const error = await failureOf({ url: server.url });
  expect(error).toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringMatching(message) });
  expect((error as Error).message).toMatch(/^ELASTICSEARCH_URL: (?!.*canary)/u);
  expect(server.requests()).toBe(1);
});

test('an answer of Elasticsearch that is not JSON is reported at once', async () => {
  const server = await answering(200, '{"took":', { ...PRODUCT, 'content-type': 'application/json' });
  expect(await failureOf({ url: server.url })).toMatchObject({ code: 'STORE_CORRUPT' });
  expect(server.requests()).toBe(1);
});

test('a host that does not exist, and no TLS behind an https address, are told at once', async () => {
  expect(await failureOf({ url: 'http://no-such-host.invalid:9200' })).toMatchObject({
    code: 'CONFIG_INVALID',
    message: expect.stringMatching(/no host has the name no-such-host\.invalid/u),
  });
  const { url } = await answering(200, {}, PRODUCT);
  expect(await failureOf({ url: url.replace('http:', 'https:') })).toMatchObject({
    code: 'CONFIG_INVALID',
    message: expect.stringMatching(/does not speak https/u),
  });
});

test('an outage is waited for until the deadline, and what is waited for is reported', async () => {
  const closing = createTcpServer((socket) => socket.destroy());
  const url = `http://${await listening(closing)}`;
  const waits: string[] = [];
  // The sixth attempt comes after 3.1 to 6.2 s, and waits are reported after 2 s.
  const error = await failureOf({ url, callTimeoutMs: 8_000, onWait: (reason) => waits.push(String(reason)) });
  expect(error).toMatchObject({ code: 'STORE_UNAVAILABLE', message: expect.stringContaining(url) });
  expect(waits.length).toBeGreaterThan(0);
  expect(waits[0]).toMatch(/last error: .*other side closed|ECONNRESET/u);
});

test('a cloud id is the address of its server, and one that is none is refused without its value', async () => {
  const { url } = await answering(200, {});
  const id = (text: string): string => `name:${Buffer.from(text).toString('base64')}`;
  expect(await failureOf({ cloudId: id(`0.0.1:${new URL(url).port}$127$kibana`) })).toMatchObject({
    message: expect.stringMatching(/^ELASTICSEARCH_CLOUD_ID: https:\/\/127\.0\.0\.1:\d+ does not speak https/u),
  });
  for (const cloudId of ['canary', 'name:', id('host.example'), `a:${id('host$canary')}`, 'https://canary.example']) {
    expect(() => new Connection({ cloudId, url: null, apiKey: null })).toThrow(
      expect.objectContaining({
        code: 'CONFIG_INVALID',
        message: expect.stringMatching(/^ELASTICSEARCH_CLOUD_ID: (?!.*canary).*NAME:/u),
      }),
    );
  }
});

test('a stop ends a call to a server that never answers, and every later call', async () => {
  const stop = new AbortController();
  const server = createTcpServer((socket) => {
    socket.on('error', () => undefined);
    stop.abort();
  });
  const url = `http://${await listening(server)}`;
  expect(await failureOf({ url, callTimeoutMs: 600_000, signal: stop.signal })).toMatchObject({ code: 'ABORTED' });
  expect(await failureOf({ url, callTimeoutMs: 600_000, signal: stop.signal })).toMatchObject({ code: 'ABORTED' });
});
