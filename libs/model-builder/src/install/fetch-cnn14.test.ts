import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtempDisposable, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { downloadFile } from '../download/download-file.ts';
import { NARROW_CHANNELS, randomCnn14 } from '../testing/random-cnn14.ts';
import { breakOff, sendFile, serve } from '../testing/serve-file.ts';
import { writeLegacyCheckpoint } from '../testing/write-checkpoint.ts';
import { fetchCnn14 } from './fetch-cnn14.ts';
import type { FetchOptions } from './fetch-cnn14.ts';
import { CHECKPOINT_FILE, PUBLISHED_CNN14, PUBLISHED_CNN14_ADDRESSES } from './weight-source.ts';

const tensors = await randomCnn14(3, NARROW_CHANNELS);

let folder: Awaited<ReturnType<typeof mkdtempDisposable>>;
let modelDir: string;
let checkpoint: string;
let content: Buffer;
/** Digest at the end of an address. */
let digest: string;
/** The addresses that were tried, and why the one before failed. */
let tried: [string, string | null][];

beforeEach(async () => {
  folder = await mkdtempDisposable(join(tmpdir(), 'fetch-'));
  modelDir = join(folder.path, 'models');
  checkpoint = join(folder.path, 'checkpoint.pth');
  await writeLegacyCheckpoint(checkpoint, tensors);
  content = await readFile(checkpoint);
  digest = `#sha256=${createHash('sha256').update(content).digest('hex')}`;
  tried = [];
});
afterEach(() => folder.remove());

const fetchNarrow = (addresses: readonly string[], more: FetchOptions = {}) =>
  fetchCnn14(modelDir, {
    addresses,
    channels: NARROW_CHANNELS,
    onSource: (...source) => tried.push(source),
    ...more,
  });

test('the published addresses have the published digest', () => {
  expect(PUBLISHED_CNN14_ADDRESSES).toHaveLength(2);
  for (const address of PUBLISHED_CNN14_ADDRESSES) expect(address).toMatch(/^https:.*#sha256=0dc499e4[0-9a-f]{56}$/u);
});

test('a mirror continues the download that the one before began', async () => {
  let answers = 0;
  await using first = await serve((_, response) =>
    answers++ === 0 ? breakOff(response, content, 500_000) : response.writeHead(404).end(),
  );
  await using second = await serve(sendFile(content));
  const { origin } = await fetchNarrow([`${first.origin}/a${digest}`, `${second.origin}/b${digest}`]);
  expect(origin).toBe(`${second.origin}/b`);
  expect(second.requests.map(({ headers }) => headers.range)).toEqual([expect.stringMatching(/^bytes=[1-9]\d*-$/u)]);
  expect(tried).toEqual([
    [`${first.origin}/a`, null],
    [`${second.origin}/b`, expect.stringContaining('404')],
  ]);
  expect(await readdir(modelDir)).toEqual(['cnn14']);
});

test('a web page, a file of another digest and a file that is not a checkpoint are skipped', async () => {
  await using page = await serve((_, response) => response.end('<!doctype html><h1>Moved</h1>'));
  await using other = await serve(sendFile(Buffer.from(content).fill(0, 1_000_000)));
  await using text = await serve((_, response) => response.end('no weights today'));
  await using good = await serve(sendFile(content));
  await fetchNarrow([page.origin, `${other.origin}${digest}`, text.origin, `${good.origin}${digest}`]);
  expect(tried.map(([, failure]) => failure)).toEqual([
    null,
    expect.stringContaining('a web page instead'),
    expect.stringContaining('the file is damaged, or it is another file'),
    expect.stringContaining('checkpoint: '),
  ]);
});

test('if all sources fail, the error has all reasons and what a person can do', async () => {
  await using page = await serve((_, response) => response.end('<!doctype html><h1>Moved</h1>'));
  await using gone = await serve((_, response) => response.writeHead(410).end());
  await expect(fetchNarrow([page.origin, `${gone.origin}/x?token=canary`])).rejects.toMatchObject({
    code: 'DOWNLOAD_FAILED',
    message: expect.stringMatching(/web page.*\/x: .*410.*in a browser.*npm run model -- convert PATH\.pth$/u),
  });
  await expect(fetchNarrow([`${gone.origin}/x?token=canary`])).rejects.not.toThrow(/canary/u);
});

test.each([
  ['a path', (path: string) => path],
  ['a file address', (path: string) => `${pathToFileURL(path).href}${digest}`],
])('%s is converted in place, and is kept', async (_, addressOf) => {
  const path = join(folder.path, 'my weights.pth');
  await copyFile(checkpoint, path);
  const { origin } = await fetchNarrow([join(folder.path, 'none.pth'), addressOf(path)]);
  expect(origin).toBe(path);
  expect(content.equals(await readFile(path))).toBe(true);
  expect(tried[1]![1]).toMatch(/none\.pth cannot be read: ENOENT/u);
  expect(await readdir(modelDir)).toEqual(['cnn14']);
});

test('another file as long as the published one is refused', async () => {
  await truncate(checkpoint, PUBLISHED_CNN14.bytes);
  await expect(fetchNarrow([checkpoint])).rejects.toMatchObject({
    code: 'CHECKSUM_MISMATCH',
    message: expect.stringMatching(/SHA-256 0dc499e4.*MD5 541141fa.*got 327428481 bytes/u),
  });
});

test('the next run converts a downloaded file that was not converted, without the network', async () => {
  const url = await (async () => {
    await using server = await serve(sendFile(content));
    await mkdir(modelDir);
    await downloadFile({ url: `${server.origin}/x`, path: join(modelDir, CHECKPOINT_FILE) });
    return `${server.origin}/x`;
  })();
  await expect(fetchNarrow(['http://127.0.0.1:2/another'])).rejects.toMatchObject({ code: 'DOWNLOAD_FAILED' });
  expect(await fetchNarrow([url])).toMatchObject({ origin: url });
  expect(await readdir(modelDir)).toEqual(['cnn14']);
});

test('a file that a person put there is used if its digest is known, and is kept', async () => {
  await mkdir(modelDir);
  await copyFile(checkpoint, join(modelDir, CHECKPOINT_FILE));
  await expect(fetchNarrow(['http://127.0.0.1:2/x'])).rejects.toMatchObject({ code: 'DOWNLOAD_FAILED' });
  await fetchNarrow([`http://127.0.0.1:2/x${digest}`]);
  expect(await readdir(modelDir)).toEqual([CHECKPOINT_FILE, 'cnn14']);
});

test('a full disk is reported before the download, with both sizes and the folder', async () => {
  await using endless = await serve((_, response) => {
    response.writeHead(200, { 'content-length': 2 ** 50 }).write(content);
  });
  await using good = await serve(sendFile(content));
  await expect(fetchNarrow([endless.origin, good.origin])).rejects.toMatchObject({
    code: 'MODEL_WRITE_FAILED',
    message: expect.stringMatching(
      new RegExp(
        String.raw`^\S+models: needs [\d,]+ MB of free disk space \(1,125,899,907 MB to download and \d+ MB ` +
          String.raw`for the converted model\), but only [\d,]+ MB are free\.`,
        'u',
      ),
    ),
  });
  expect(existsSync(join(modelDir, `${CHECKPOINT_FILE}.part`))).toBe(false);
  expect(good.requests).toEqual([]);
});

test('a fragment that is not a digest is refused', async () => {
  await writeFile(checkpoint, '');
  await expect(fetchNarrow(['https://weights.example/x?token=canary#sha256=12'])).rejects.toMatchObject({
    code: 'CONFIG_INVALID',
    message: expect.stringMatching(/^https:\/\/weights\.example\/x: (?!.*canary)/u),
  });
});
