import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtempDisposable, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SoundalikeError } from '@soundalike/errors';
import { breakOff, sendFile as sendContent, serve as serveFile } from '../testing/serve-file.ts';
import { downloadFile } from './download-file.ts';
import type { DownloadRequest } from './download-request.ts';

const CONTENT = randomBytes(600_000);
const EXPECTED = { bytes: CONTENT.length, sha256: createHash('sha256').update(CONTENT).digest('hex') };
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

/** A server that records its requests. */
async function serve(listener: RequestListener): Promise<AsyncDisposable & { url: string }> {
  const server = await serveFile(listener);
  requests = server.requests;
  return { url: `${server.origin}/weights`, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

const sendFile = sendContent(CONTENT, ETAG);

/** Send data until the client disconnects. */
async function endless(response: ServerResponse): Promise<void> {
  while (!response.destroyed)
    if (!response.write(randomBytes(100_000))) await Promise.race([once(response, 'drain'), once(response, 'close')]);
}

/** Download the file and report whether it has the expected content. */
async function download(url: string, more: Partial<DownloadRequest> = {}): Promise<boolean> {
  await downloadFile({ url, path, expected: EXPECTED, ...more });
  expect(existsSync(`${path}.part`)).toBe(false);
  return CONTENT.equals(await readFile(path));
}

test('a file arrives completely, and the progress ends at its size', async () => {
  await using server = await serve(sendFile);
  const progress: [number, number][] = [];
  expect(await download(server.url, { onProgress: (...values) => progress.push(values) })).toBe(true);
  expect(progress.at(-1)).toEqual([CONTENT.length, CONTENT.length]);
});

test('a broken connection is continued from the last byte', async () => {
  await using server = await serve((request, response) =>
    requests.length === 1 ? breakOff(response, CONTENT, 200_000) : sendFile(request, response),
  );
  expect(await download(server.url)).toBe(true);
  expect(requests[1]!.headers.range).toMatch(/^bytes=[1-9]\d*-$/u);
  expect(requests[1]!.headers['if-range']).toBeUndefined();
});

test('without a digest the server has to confirm that its file is still the same', async () => {
  await using server = await serve((request, response) =>
    requests.length === 1 ? breakOff(response, CONTENT, 200_000) : sendFile(request, response),
  );
  await downloadFile({ url: server.url, path });
  expect(CONTENT.equals(await readFile(path))).toBe(true);
  expect(requests[1]!.headers).toMatchObject({ range: expect.stringMatching(/^bytes=[1-9]\d*-$/u), 'if-range': ETAG });
});

test('a part of an earlier run is continued', async () => {
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
])('a part %s is downloaded again from the start', async (_, difference) => {
  await writeFile(`${path}.part`, Buffer.alloc(700_000, 'x'));
  await using server = await serve(sendFile);
  await writeFile(`${path}.part.json`, JSON.stringify({ url: server.url, validator: ETAG, ...difference }));
  expect(await download(server.url)).toBe(true);
});

test('a server without support for ranges sends the entire file again', async () => {
  await writeFile(`${path}.part`, CONTENT.subarray(0, 1000));
  await using server = await serve((_, response) => response.writeHead(200, { etag: ETAG }).end(CONTENT));
  await writeFile(`${path}.part.json`, JSON.stringify({ url: server.url, validator: ETAG }));
  expect(await download(server.url)).toBe(true);
});

test('a server without support for If-Range that has another file now sends the entire file', async () => {
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

test('a part longer than the file is deleted', async () => {
  await writeFile(`${path}.part`, Buffer.alloc(700_000, 'x'));
  await using server = await serve((request, response) =>
    request.headers.range ? response.writeHead(416).end() : sendFile(request, response),
  );
  await writeFile(`${path}.part.json`, JSON.stringify({ url: server.url, validator: ETAG }));
  expect(await download(server.url)).toBe(true);
});

test('a complete part is not requested again', async () => {
  await using server = await serve(sendFile);
  await writeFile(`${path}.part`, CONTENT);
  const note = { url: 'https://elsewhere.example/x', validator: null, total: CONTENT.length, sha256: EXPECTED.sha256 };
  await writeFile(`${path}.part.json`, JSON.stringify(note));
  expect(await download(server.url)).toBe(true);
  expect(requests).toEqual([]);
});

describe('a part that another server began', () => {
  beforeEach(async () => {
    await writeFile(`${path}.part`, CONTENT.subarray(0, 400_000));
    const note = {
      url: 'https://elsewhere.example/x',
      validator: '"x"',
      total: CONTENT.length,
      sha256: EXPECTED.sha256,
    };
    await writeFile(`${path}.part.json`, JSON.stringify(note));
  });

  test('is continued', async () => {
    await using server = await serve(sendFile);
    expect(await download(server.url)).toBe(true);
    expect(requests.map(({ headers }) => headers.range)).toEqual(['bytes=400000-']);
  });

  test('is continued across a redirect to another server', async () => {
    await using cdn = await serveFile(sendFile);
    await using server = await serve((_, response) =>
      response.writeHead(302, { location: `${cdn.origin}/blob` }).end('Found'),
    );
    expect(await download(server.url)).toBe(true);
    expect(cdn.requests.map(({ headers }) => headers.range)).toEqual(['bytes=400000-']);
  });

  test('is kept if a server without ranges breaks off earlier', async () => {
    await using server = await serve((request, response) => {
      if (requests.length === 1) breakOff(response, CONTENT, 100_000);
      else sendFile(request, response);
    });
    expect(await download(server.url)).toBe(true);
    expect(requests.map(({ headers }) => headers.range)).toEqual(['bytes=400000-', 'bytes=400000-']);
  });

  test('is kept after a web page and after a file of another length', async () => {
    await using page = await serve((_, response) =>
      response
        .writeHead(200, { 'content-type': 'application/octet-stream' })
        .end('\n <!DOCTYPE html><title>Log in</title>'),
    );
    const unknownLength = { expected: { sha256: EXPECTED.sha256 } };
    await expect(download(page.url, unknownLength)).rejects.toMatchObject({
      code: 'DOWNLOAD_FAILED',
      message: expect.stringContaining('a web page instead'),
    });
    await using other = await serve((_, response) => {
      response.writeHead(206, { 'content-range': 'bytes 400000-699999/700000', 'content-length': 300_000 });
      response.end(randomBytes(300_000));
    });
    await expect(download(other.url)).rejects.toMatchObject({
      code: 'DOWNLOAD_FAILED',
      message: expect.stringContaining('expected 600000 bytes, got 700000'),
    });
    await using server = await serve(sendFile);
    expect(await download(server.url)).toBe(true);
    expect(requests.map(({ headers }) => headers.range)).toEqual(['bytes=400000-']);
  });

  test('is fetched again from the start if it is damaged', async () => {
    await writeFile(`${path}.part`, randomBytes(400_000));
    await using server = await serve(sendFile);
    expect(await download(server.url)).toBe(true);
    expect(requests.map(({ headers }) => headers.range)).toEqual(['bytes=400000-', undefined]);
  });

  test('is not mixed with an unknown file of another length', async () => {
    const other = randomBytes(500_000);
    await using server = await serve(sendContent(other));
    await downloadFile({ url: server.url, path });
    expect(other.equals(await readFile(path))).toBe(true);
  });
});

test('a file as long as the published one must be that file', async () => {
  const published = EXPECTED;
  await using good = await serve(sendFile);
  await downloadFile({ url: good.url, path, published });
  await using bad = await serve(sendContent(randomBytes(CONTENT.length)));
  await expect(downloadFile({ url: bad.url, path, published })).rejects.toMatchObject({ code: 'CHECKSUM_MISMATCH' });
  await using other = await serve(sendContent(randomBytes(1000)));
  await downloadFile({ url: other.url, path, published });
  expect((await stat(path)).size).toBe(1000);
});

test('the length is reported before anything is written, and can be refused', async () => {
  await using server = await serve(sendFile);
  const refuse = async (missing: number): Promise<void> => {
    throw new SoundalikeError('MODEL_WRITE_FAILED', `no room for ${missing}`);
  };
  await expect(download(server.url, { onLength: refuse })).rejects.toMatchObject({
    code: 'MODEL_WRITE_FAILED',
    message: 'no room for 600000',
  });
  expect(existsSync(`${path}.part`)).toBe(false);
});

test('a response that is compressed against the request is decompressed', async () => {
  await using server = await serve((_, response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(CONTENT)),
  );
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

test('a request to a busy server is repeated', async () => {
  await using server = await serve((request, response) =>
    requests.length === 1 ? response.writeHead(503).end() : sendFile(request, response),
  );
  expect(await download(server.url)).toBe(true);
});

test('other bytes than the expected ones are refused and deleted', async () => {
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
])('%s is refused immediately', async (_, listener, message) => {
  await using server = await serve(listener);
  await expect(download(server.url)).rejects.toMatchObject({
    code: 'DOWNLOAD_FAILED',
    message: expect.stringMatching(message),
  });
  expect(requests).toHaveLength(1);
  expect(existsSync(path)).toBe(false);
});

test('a server without any progress is given up', async () => {
  await using server = await serve((_, response) => breakOff(response, CONTENT, 1000));
  await expect(download(server.url)).rejects.toMatchObject({ code: 'DOWNLOAD_FAILED' });
  expect(existsSync(path)).toBe(false);
});

test('a server that breaks off every time but makes progress is not given up', async () => {
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

test('a server that cannot be reached is not retried', async () => {
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

test('an abort stops the download, and the next one continues it', async () => {
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

test.skipIf(!existsSync('/dev/full'))('a full disk is reported immediately', async () => {
  await symlink('/dev/full', `${path}.part`);
  await using server = await serve(sendFile);
  await expect(downloadFile({ url: server.url, path, expected: EXPECTED })).rejects.toMatchObject({
    code: 'DOWNLOAD_FAILED',
    message: expect.stringContaining('ENOSPC'),
  });
  expect(requests).toHaveLength(1);
});
