import { randomBytes } from 'node:crypto';
import { mkdtempDisposable, readFile } from 'node:fs/promises';
import { request as forward } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { sendFile, serve, TEST_CERTIFICATE } from '../testing/serve-file.ts';
import type { TestServer } from '../testing/serve-file.ts';
import { downloadFile } from './download-file.ts';

const CONTENT = randomBytes(300_000);
const TRUSTED = getCACertificates('default');

let folder: Awaited<ReturnType<typeof mkdtempDisposable>>;
let path: string;
beforeEach(async () => {
  folder = await mkdtempDisposable(join(tmpdir(), 'proxy-'));
  path = join(folder.path, 'weights.pth');
  for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY']) {
    vi.stubEnv(name, undefined);
    vi.stubEnv(name.toLowerCase(), undefined);
  }
  setDefaultCACertificates([...TRUSTED, TEST_CERTIFICATE.cert]);
});
afterEach(async () => {
  setDefaultCACertificates(TRUSTED);
  vi.unstubAllEnvs();
  await folder.remove();
});

/** Start a proxy that forwards all requests to one server. @param login the name and password that it requires */
async function proxyTo(target: TestServer, login?: string): Promise<TestServer & { readonly received: string[] }> {
  const received: string[] = [];
  const isAllowed = (authorization: string | undefined): boolean =>
    login === undefined || authorization === `Basic ${Buffer.from(login).toString('base64')}`;
  const proxy = await serve((request, response) => {
    received.push(`${request.method} ${request.url}`);
    if (!isAllowed(request.headers['proxy-authorization'])) return void response.writeHead(407).end();
    const { pathname } = new URL(request.url!);
    const { headers } = request;
    forward({ host: '127.0.0.1', port: target.port, path: pathname, headers }, (answer) => {
      response.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(response);
    }).end();
  });
  proxy.server.on('connect', (request, socket) => {
    received.push(`CONNECT ${request.url}`);
    if (!isAllowed(request.headers['proxy-authorization'])) {
      return void socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    }
    const upstream = connect(target.port, '127.0.0.1', () => {
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
  return { ...proxy, received };
}

/** A host that does not exist, so that only a proxy can reach it. */
async function download(url: string): Promise<boolean> {
  await downloadFile({ url, path });
  return CONTENT.equals(await readFile(path));
}

describe('https', () => {
  test.each(['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'])('uses a tunnel through %s', async (name) => {
    await using target = await serve(sendFile(CONTENT), true);
    await using proxy = await proxyTo(target);
    vi.stubEnv(name, proxy.origin);
    expect(await download('https://weights.example/x.pth')).toBe(true);
    expect(proxy.received).toEqual(['CONNECT weights.example:443']);
  });

  test('the proxy receives the name and password, and its refusal says how to set them', async () => {
    await using target = await serve(sendFile(CONTENT), true);
    await using proxy = await proxyTo(target, 'me:p@ss');
    vi.stubEnv('HTTPS_PROXY', `127.0.0.1:${proxy.port}`);
    await expect(download('https://weights.example/x.pth')).rejects.toMatchObject({
      code: 'DOWNLOAD_FAILED',
      message: expect.stringMatching(/name and password \(407\).*HTTPS_PROXY/u),
    });
    vi.stubEnv('HTTPS_PROXY', `http://me:p%40ss@127.0.0.1:${proxy.port}`);
    expect(await download('https://weights.example/x.pth')).toBe(true);
  });
});

describe('http', () => {
  test.each(['HTTP_PROXY', 'http_proxy'])('is forwarded by the proxy of %s', async (name) => {
    await using target = await serve(sendFile(CONTENT));
    await using proxy = await proxyTo(target);
    vi.stubEnv(name, proxy.origin);
    expect(await download('http://weights.example/x.pth')).toBe(true);
    expect(proxy.received).toEqual(['GET http://weights.example/x.pth']);
  });

  test('the refusal of a proxy says how to set name and password', async () => {
    await using target = await serve(sendFile(CONTENT));
    await using proxy = await proxyTo(target, 'me:p@ss');
    vi.stubEnv('HTTP_PROXY', proxy.origin);
    await expect(download('http://weights.example/x.pth')).rejects.toMatchObject({
      message: expect.stringMatching(/name and password \(407\).*HTTP_PROXY/u),
    });
  });
});

test.each(['NO_PROXY', 'no_proxy'])('hosts in %s, and this machine, are reached without the proxy', async (name) => {
  await using target = await serve(sendFile(CONTENT));
  await using proxy = await proxyTo(target);
  vi.stubEnv('HTTP_PROXY', proxy.origin);
  expect(await download(`${target.origin}/x.pth`)).toBe(true);
  vi.stubEnv(name, 'other.example, .weights.example');
  await expect(download('http://eu.weights.example/x.pth')).rejects.toMatchObject({ code: 'DOWNLOAD_FAILED' });
  vi.stubEnv(name, '*');
  await expect(download('http://other.example/x.pth')).rejects.toMatchObject({ code: 'DOWNLOAD_FAILED' });
  expect(proxy.received).toEqual([]);
});

test('an unreachable proxy is named as the reason', async () => {
  vi.stubEnv('HTTPS_PROXY', 'http://127.0.0.1:2');
  await expect(download('https://weights.example/x.pth')).rejects.toMatchObject({
    code: 'DOWNLOAD_FAILED',
    message: expect.stringMatching(/ECONNREFUSED 127\.0\.0\.1:2 \(through the proxy of HTTPS_PROXY or HTTP_PROXY\)/u),
  });
});

test.each(['ftp://secret-canary', 'http://secret canary'])(
  '%s is refused by name, without its value',
  async (value) => {
    vi.stubEnv('https_proxy', value);
    await expect(download('https://weights.example/x.pth')).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringMatching(/^HTTPS_PROXY: (?!.*canary)/u),
    });
  },
);

test('a certificate that is not trusted is named, with what to do', async () => {
  setDefaultCACertificates(TRUSTED);
  await using server = await serve(sendFile(CONTENT), true);
  await expect(download(`${server.origin}/x.pth`)).rejects.toMatchObject({
    code: 'DOWNLOAD_FAILED',
    message: expect.stringMatching(/DEPTH_ZERO_SELF_SIGNED_CERT.*NODE_EXTRA_CA_CERTS/u),
  });
});
