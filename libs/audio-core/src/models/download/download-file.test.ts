import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtempDisposable, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { downloadFile } from './download-file.ts';
import type { DownloadRequest } from './download-file.ts';

const CONTENT = randomBytes(600_000);
const EXPECTED = { bytes: CONTENT.length, md5: createHash('md5').update(CONTENT).digest('hex') };
const ETAG = '"v1"';

let folder: Awaited<ReturnType<typeof mkdtempDisposable>>;
let path: string;
let requests: IncomingMessage[];

beforeEach(async () => {
  folder = await mkdtempDisposable(join(tmpdir(), 'download-'));
  path = join(folder.path, 'weights.pth');
  requests = [];
});
afterEach(() => folder.remove());

/** A server on a free port, and its address; every request is kept. */
async function serve(listener: RequestListener): Promise<AsyncDisposable & { url: string }> {
  const server = createServer((request, response) => {
    requests.push(request);
    listener(request, response);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/weights`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** Serves the content as a file server does, ranges included. */
function sendFile({ headers }: IncomingMessage, response: ServerResponse): void {
  const start = headers['if-range'] === ETAG ? Number(/^bytes=(\d+)-$/u.exec(headers.range ?? '')?.[1] ?? 0) : 0;
  const common = { etag: ETAG, 'content-length': CONTENT.length - start };
  if (start > 0)
    response.writeHead(206, { ...common, 'content-range': `bytes ${start}-${CONTENT.length - 1}/${CONTENT.length}` });
  else response.writeHead(200, common);
  response.end(CONTENT.subarray(start));
}

/** Sends part of the content with the length of all of it, then breaks the connection. */
function breakOff(response: ServerResponse, bytes: number): void {
  response.writeHead(200, { etag: ETAG, 'content-length': CONTENT.length });
  response.write(CONTENT.subarray(0, bytes), () => response.destroy());
}

/** Downloads, and says whether what came is the content. */
/** Goes on until nobody reads it any more. */
async function endless(response: ServerResponse): Promise<void> {
  while (!response.destroyed)
    if (!response.write(randomBytes(100_000))) await Promise.race([once(response, 'drain'), once(response, 'close')]);
}

async function download(url: string, more: Partial<DownloadRequest> = {}): Promise<boolean> {
  await downloadFile({ url, path, expected: EXPECTED, ...more });
  expect(existsSync(`${path}.part`)).toBe(false);
  return CONTENT.equals(await readFile(path));
}

test('a file arrives whole, and the progress ends at its size', async () => {
  await using server = await serve(sendFile);
  const progress: [number, number][] = [];
  expect(await download(server.url, { onProgress: (...values) => progress.push(values) })).toBe(true);
  expect(progress.at(-1)).toEqual([CONTENT.length, CONTENT.length]);
});

test('a broken connection is resumed from where it broke', async () => {
  await using server = await serve((request, response) =>
    requests.length === 1 ? breakOff(response, 200_000) : sendFile(request, response),
  );
  expect(await download(server.url)).toBe(true);
  expect(requests[1]!.headers).toMatchObject({ range: expect.stringMatching(/^bytes=[1-9]\d*-$/u), 'if-range': ETAG });
});

test('a part of an earlier run is resumed', async () => {
  await writeFile(`${path}.part`, CONTENT.subarray(0, 123_456));
  await using server = await serve(sendFile);
  await writeFile(`${path}.part.json`, JSON.stringify({ url: server.url, validator: ETAG }));
  expect(await download(server.url)).toBe(true);
  expect(requests.map(({ headers }) => headers.range)).toEqual(['bytes=123456-']);
});

test.each([
  ['of a file that has changed since', { validator: '"v0"' }],
  ['of another address', { url: 'http://127.0.0.1:1/other' }],
  ['of an unknown version', { validator: null }],
])('a part %s is fetched anew', async (_, difference) => {
  await writeFile(`${path}.part`, Buffer.alloc(700_000, 'x'));
  await using server = await serve(sendFile);
  await writeFile(`${path}.part.json`, JSON.stringify({ url: server.url, validator: ETAG, ...difference }));
  expect(await download(server.url)).toBe(true);
});

test('a server that knows no ranges sends all of it again', async () => {
  await writeFile(`${path}.part`, CONTENT.subarray(0, 1000));
  await using server = await serve((_, response) => response.writeHead(200, { etag: ETAG }).end(CONTENT));
  await writeFile(`${path}.part.json`, JSON.stringify({ url: server.url, validator: ETAG }));
  expect(await download(server.url)).toBe(true);
});

test('a server that does not know If-Range, and has another file by now, sends all of it', async () => {
  await writeFile(`${path}.part`, randomBytes(200_000));
  await using server = await serve((request, response) => {
    const from = Number(/\d+/u.exec(request.headers.range ?? '0')![0]);
    response.writeHead(from > 0 ? 206 : 200, {
      etag: ETAG,
      ...(from > 0 && { 'content-range': `bytes ${from}-${CONTENT.length - 1}/${CONTENT.length}` }),
    });
    response.end(CONTENT.subarray(from));
  });
  await writeFile(`${path}.part.json`, JSON.stringify({ url: server.url, validator: '"v0"' }));
  expect(await download(server.url)).toBe(true);
  expect(requests.map(({ headers }) => headers.range)).toEqual(['bytes=200000-', undefined]);
});

test('a part longer than the file is thrown away', async () => {
  await writeFile(`${path}.part`, Buffer.alloc(700_000, 'x'));
  await using server = await serve((request, response) =>
    request.headers.range ? response.writeHead(416).end() : sendFile(request, response),
  );
  await writeFile(`${path}.part.json`, JSON.stringify({ url: server.url, validator: ETAG }));
  expect(await download(server.url)).toBe(true);
});

test('a redirect is followed', async () => {
  await using server = await serve((request, response) =>
    request.url === '/weights'
      ? response.writeHead(302, { location: '/elsewhere' }).end()
      : sendFile(request, response),
  );
  expect(await download(server.url)).toBe(true);
});

test('a busy server is asked again', async () => {
  await using server = await serve((request, response) =>
    requests.length === 1 ? response.writeHead(503).end() : sendFile(request, response),
  );
  expect(await download(server.url)).toBe(true);
});

test('other bytes than the published ones are refused and forgotten', async () => {
  await using server = await serve((_, response) => response.end(randomBytes(CONTENT.length)));
  await expect(download(server.url)).rejects.toMatchObject({ code: 'CHECKSUM_MISMATCH' });
  expect(existsSync(`${path}.part`) || existsSync(path)).toBe(false);
});

test.each<[string, RequestListener, RegExp]>([
  [
    'an error page',
    (_, response) => response.setHeader('content-type', 'text/html; charset=utf-8').end('<h1>Sorry</h1>'),
    /web page/u,
  ],
  ['a missing file', (_, response) => response.writeHead(404).end(), /404/u],
  ['a file without an end', (_, response) => void endless(response), /expected 600000 bytes, got more/u],
  [
    'a file of another size',
    (_, response) => response.writeHead(200, { 'content-length': 5 }).end('hello'),
    /expected 600000 bytes, got 5/u,
  ],
])('%s is refused at once', async (_, listener, message) => {
  await using server = await serve(listener);
  await expect(download(server.url)).rejects.toMatchObject({
    code: 'DOWNLOAD_FAILED',
    message: expect.stringMatching(message),
  });
  expect(requests).toHaveLength(1);
  expect(existsSync(path)).toBe(false);
});

test('a server that never gets further is given up', async () => {
  await using server = await serve((_, response) => breakOff(response, 1000));
  await expect(download(server.url)).rejects.toMatchObject({ code: 'DOWNLOAD_FAILED' });
  expect(existsSync(path)).toBe(false);
});

test('a server that breaks off every time but gets further is not given up', async () => {
  await using server = await serve((request, response) => {
    const start = Number(/^bytes=(\d+)-$/u.exec(request.headers.range ?? '')?.[1] ?? 0);
    response.writeHead(206, {
      etag: ETAG,
      'content-range': `bytes ${start}-${CONTENT.length - 1}/${CONTENT.length}`,
      'content-length': CONTENT.length - start,
    });
    if (CONTENT.length - start <= 60_000) response.end(CONTENT.subarray(start));
    else {
      response.write(CONTENT.subarray(start, start + 60_000));
      const arrived = async (): Promise<void> => expect((await stat(`${path}.part`)).size).toBe(start + 60_000);
      void vi.waitFor(arrived, { timeout: 60_000, interval: 5 }).finally(() => response.destroy());
    }
  });
  expect(await download(server.url)).toBe(true);
  expect(requests).toHaveLength(10);
});

test('a server that is not there is not waited for', async () => {
  const { url } = await (async () => {
    await using closed = await serve(sendFile);
    return closed;
  })();
  await expect(download(url)).rejects.toMatchObject({
    code: 'DOWNLOAD_FAILED',
    message: expect.stringContaining('ECONNREFUSED'),
  });
  await expect(download('http://no-such-host.invalid/weights')).rejects.toMatchObject({ code: 'DOWNLOAD_FAILED' });
});

test('an abort stops it, and the next one resumes', async () => {
  await using server = await serve((request, response) => {
    if (requests.length > 1) {
      sendFile(request, response);
      return;
    }
    response.writeHead(200, { etag: ETAG, 'content-length': CONTENT.length }).write(CONTENT.subarray(0, 50_000));
  });
  const controller = new AbortController();
  const stopped = downloadFile({
    url: server.url,
    path,
    expected: EXPECTED,
    signal: controller.signal,
    onProgress: () => controller.abort(),
  });
  await expect(stopped).rejects.toMatchObject({ code: 'ABORTED' });
  expect(await download(server.url)).toBe(true);
  expect(requests[1]!.headers.range).toMatch(/^bytes=[1-9]/u);
});

test.skipIf(!existsSync('/dev/full'))('a full disk is reported at once', async () => {
  await symlink('/dev/full', `${path}.part`);
  await using server = await serve(sendFile);
  await expect(downloadFile({ url: server.url, path, expected: EXPECTED })).rejects.toMatchObject({
    code: 'DOWNLOAD_FAILED',
    message: expect.stringContaining('ENOSPC'),
  });
  expect(requests).toHaveLength(1);
});
