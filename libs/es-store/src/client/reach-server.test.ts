import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { createServer as createHttpServer, request as forward } from 'node:http';
import type { Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { connect, createServer as createTcpServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { AUTHORITY, FORGED_SERVER, TRUSTED_SERVER } from '../testing/test-certificates.ts';
import { Connection } from './connection.ts';
import type { ConnectionOptions } from './connection.ts';

const FINGERPRINT = new X509Certificate(AUTHORITY).fingerprint256;
const FOUND = { 'content-type': 'application/json', 'x-elastic-product': 'Elasticsearch' };

/** @returns the port */
async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

/** Start a server that answers like Elasticsearch, and records the credentials that it receives. */
async function elasticsearch(certificate?: {
  readonly cert: string;
  readonly key: string;
}): Promise<{ readonly port: number; readonly logins: (string | undefined)[] }> {
  const logins: (string | undefined)[] = [];
  const server = certificate ? createHttpsServer(certificate) : createHttpServer();
  server.on('request', (request, response) => {
    logins.push(request.headers.authorization);
    response.writeHead(200, FOUND).end('{"count":7}');
  });
  return { port: await listening(server), logins };
}

/** Start a proxy that connects every host to one port. @param login the name and password that it requires */
async function proxyTo(port: number, login?: string): Promise<{ readonly address: string; readonly seen: string[] }> {
  const seen: string[] = [];
  const isAllowed = (authorization: string | undefined): boolean =>
    login === undefined || authorization === `Basic ${Buffer.from(login).toString('base64')}`;
  const proxy = createHttpServer((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    const { pathname } = new URL(request.url!);
    forward({ host: '127.0.0.1', port, path: pathname, method: request.method, headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(response);
    }).end();
  });
  proxy.on('connect', (request, socket) => {
    seen.push(`CONNECT ${request.url}`);
    if (!isAllowed(request.headers['proxy-authorization'])) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
      return;
    }
    const upstream = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      upstream.pipe(socket).pipe(upstream);
    });
    const close = (): void => {
      upstream.destroy();
      socket.destroy();
    };
    upstream.on('error', close).on('close', close);
    socket.on('error', close).on('close', close);
  });
  return { address: `127.0.0.1:${await listening(proxy)}`, seen };
}

async function count(options: Partial<ConnectionOptions>): Promise<number> {
  const connection = new Connection({ cloudId: null, url: null, apiKey: null, callTimeoutMs: 60_000, ...options });
  try {
    return (await connection.read((client, limits) => client.count({ index: 'tracks' }, limits))).count;
  } finally {
    await connection.close();
  }
}

const refused = (message: RegExp): object => ({ code: 'CONFIG_INVALID', message: expect.stringMatching(message) });

test('a private authority is trusted by its certificate or its fingerprint, and not without', async () => {
  const { port } = await elasticsearch(TRUSTED_SERVER);
  const url = `https://localhost:${port}`;
  await expect(count({ url })).rejects.toMatchObject(refused(/in ELASTICSEARCH_CA, or .*SELF_SIGNED_CERT_IN_CHAIN/u));
  expect(await count({ url, ca: AUTHORITY })).toBe(7);
  expect(await count({ url, caFingerprint: FINGERPRINT })).toBe(7);
  // The chain ends there: the server itself may be pinned too.
  expect(await count({ url, caFingerprint: new X509Certificate(TRUSTED_SERVER.cert).fingerprint256 })).toBe(7);
  await expect(count({ url, caFingerprint: FINGERPRINT.replace(/^../u, '00') })).rejects.toMatchObject(
    refused(/ELASTICSEARCH_CA_FINGERPRINT, and make sure that this is your server/u),
  );
});

test('a server that only sends the certificate of the authority along is not trusted, and gets no key', async () => {
  const { port, logins } = await elasticsearch(FORGED_SERVER);
  const url = `https://localhost:${port}`;
  for (const trust of [{ ca: AUTHORITY }, { caFingerprint: FINGERPRINT }])
    await expect(count({ url, apiKey: 'a2V5', ...trust })).rejects.toMatchObject(
      refused(/no certificate that is trusted/u),
    );
  expect(logins).toEqual([]);
});

test('the name of the server is checked with a certificate', async () => {
  const { port } = await elasticsearch(TRUSTED_SERVER);
  const proxy = await proxyTo(port);
  const through = { http: null, https: `http://${proxy.address}`, direct: '' };
  await expect(count({ url: 'https://other.example', ca: AUTHORITY, proxy: through })).rejects.toMatchObject(
    refused(/for another name/u),
  );
});

test('user and password are sent as such, and a key as a key', async () => {
  const { port, logins } = await elasticsearch();
  const url = `http://127.0.0.1:${port}`;
  await count({ url, username: 'etl', password: 'päss:word' });
  await count({ url, apiKey: 'a2V5' });
  await count({ url });
  const basic = `Basic ${Buffer.from('etl:päss:word').toString('base64')}`;
  expect(logins).toEqual([basic, 'ApiKey a2V5', undefined]);
});

test('https goes through a tunnel of the proxy, with the trust of the server and the login of the proxy', async () => {
  const { port } = await elasticsearch(TRUSTED_SERVER);
  const proxy = await proxyTo(port, 'me:p@ss');
  const url = 'https://search.example';
  const through = (address: string): Partial<ConnectionOptions> => ({
    url,
    ca: AUTHORITY,
    proxy: { http: null, https: address, direct: 'other.example' },
  });
  expect(await count(through(`http://me:p%40ss@${proxy.address}`))).toBe(7);
  await expect(count(through(`http://${proxy.address}`))).rejects.toMatchObject(
    refused(/^HTTPS_PROXY.*NAME:PASSWORD/u),
  );
  expect(proxy.seen).toEqual(['CONNECT search.example:443', 'CONNECT search.example:443']);
});

test('http is forwarded by the proxy, and hosts that need none are reached directly', async () => {
  const { port } = await elasticsearch();
  const proxy = await proxyTo(port);
  const through = { http: `http://${proxy.address}`, https: null, direct: '127.0.0.1' };
  expect(await count({ url: 'http://search.example:9200', proxy: through })).toBe(7);
  expect(await count({ url: `http://127.0.0.1:${port}`, proxy: through })).toBe(7);
  expect(proxy.seen).toEqual(['GET http://search.example:9200/tracks/_count']);
});

test('http to a port that expects https is told at once', async () => {
  const { port } = await elasticsearch(TRUSTED_SERVER);
  await expect(count({ url: `http://localhost:${port}` })).rejects.toMatchObject(refused(/expects https/u));
});

test('a key that cannot be sent is told at once, without its value', async () => {
  const { port } = await elasticsearch();
  for (const apiKey of ['canary\ncanary', '“canary”', 'canary→']) {
    const failed = count({ url: `http://127.0.0.1:${port}`, apiKey });
    await expect(failed).rejects.toMatchObject(refused(/^ELASTICSEARCH_API_KEY: (?!.*canary)/u));
  }
});

test('Serverless gets the header of its version', async () => {
  const headers: (string | string[] | undefined)[] = [];
  const port = await listening(
    createHttpServer((request, response) => {
      headers.push(request.headers['elastic-api-version']);
      response.writeHead(200, FOUND).end('{"count":7}');
    }),
  );
  const url = `http://127.0.0.1:${port}`;
  expect([await count({ url, serverless: true }), await count({ url })]).toEqual([7, 7]);
  expect(headers).toEqual(['2023-10-31', undefined]);
});

test('a call to a server that accepts connections but never shakes hands ends at its own time limit', async () => {
  const server = createTcpServer((socket) => socket.on('error', () => socket.destroy()));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const url = `https://localhost:${(server.address() as AddressInfo).port}`;
  // The limit to connect is longer.
  await expect(count({ url, callTimeoutMs: 500 })).rejects.toMatchObject({
    code: 'STORE_UNAVAILABLE',
    message: expect.not.stringContaining('CONNECT_TIMEOUT'),
  });
});
