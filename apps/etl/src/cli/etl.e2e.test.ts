import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import getPort from 'get-port';
import { afterEach, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { chord, encodeAudio, noise, tone, writeWav } from '@soundalike/audio-core/testing';
import { openRecords, openSpaces, openStore } from '@soundalike/store-opener';
import { readSettings } from '@soundalike/settings';
import { acquireRunLease } from '../lease/acquire-lease.ts';
import { startCli } from '../testing/run-cli.ts';
import type { FailedFile } from '../failures/failure-log.ts';
import type { RunSummary } from '../run/run-summary.ts';

const RATE = 16_000;
const CD_RATE = 44_100;
let samples: string;
let root: string;
let environment: Record<string, string>;

beforeAll(async () => {
  samples = await mkdtemp(join(tmpdir(), 'etl-samples-'));
  const long = chord([220, 277, 330], 6, CD_RATE);
  await encodeAudio(join(samples, 'chord.mp3'), [long], CD_RATE, { title: 'Chord' });
  await encodeAudio(join(samples, 'chord.flac'), [long], CD_RATE, { title: 'Chord' });
  await encodeAudio(join(samples, 'chord.ogg'), [long], CD_RATE, { title: 'Chord' });
  return () => rm(samples, { recursive: true, force: true });
});

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'etl-e2e-'));
  environment = {
    DATASET_DIR: join(root, 'dataset'),
    STORE_PATH: join(root, 'store.db'),
    MODEL_DIR: join(root, 'models'),
    EMBEDDING_MODEL: 'musicnn',
  };
  await mkdir(environment['DATASET_DIR']!);
});
afterEach(() => rm(root, { recursive: true, force: true }));

const at = (name: string): string => join(environment['DATASET_DIR']!, name);
const once = (...args: string[]) => startCli('etl', ['--once', '--json', ...args], environment).ended;
const summaryOf = (stdout: string): RunSummary => JSON.parse(stdout) as RunSummary;
const putTones = (count: number, seconds = 4): Promise<unknown> =>
  Promise.all(
    Array.from({ length: count }, (_, n) => writeWav(at(`tone ${n}.wav`), [tone(200 + 50 * n, seconds, RATE)], RATE)),
  );

test('a corrupted corpus: the run ends with exit code 3, and every file is indexed or has a reason', async () => {
  const names: string[] = [];
  const put = async (name: string, bytes: Buffer | string): Promise<void> => {
    names.push(name);
    await writeFile(at(name), bytes);
  };
  for (const extension of ['mp3', 'flac', 'ogg']) {
    const intact = await readFile(join(samples, `chord.${extension}`));
    for (let part = 0; part < 16; part++)
      await put(`cut ${part}.${extension}`, intact.subarray(0, Math.round((intact.length * part) / 16)));
    for (let flips = 1; flips <= 4; flips++) {
      const corrupted = Buffer.from(intact);
      for (let at = flips; at < corrupted.length; at += Math.round(corrupted.length / (7 * flips)))
        corrupted[at]! ^= 1 << (at % 8);
      await put(`corrupted ${flips}.${extension}`, corrupted);
    }
    await put(`garbage before.${extension}`, Buffer.concat([Buffer.alloc(1000, 0x55), intact]));
  }
  await put('really flac.mp3', await readFile(join(samples, 'chord.flac')));
  await put('text.mp3', 'This is a text.\n'.repeat(100));
  await put('zeros.mp3', Buffer.alloc(100_000));
  await put('empty.wav', '');
  await put('-dash.mp3', await readFile(join(samples, 'chord.mp3')));
  await put('new\nline "quotes".mp3', await readFile(join(samples, 'chord.mp3')));
  execFileSync('mkfifo', [at('pipe.mp3')]);
  await encodeAudio(at('an hour of silence.flac'), [new Float32Array(3600 * 8000)], 8000);
  names.push('an hour of silence.flac');

  const { code, stdout, stderr } = await once();
  const summary = summaryOf(stdout);
  expect(code).toBe(3);
  expect(summary.found).toBe(names.length);
  const codes = new Map(summary.failed.map((failure) => [failure.path, failure.code]));
  expect(codes.get('empty.wav')).toBe('FILE_EMPTY');
  expect(summary.passedOver).toEqual({ specialFiles: 1 });
  expect(codes.get('text.mp3')).toMatch(/NO_AUDIO|DECODE_FAILED/u);
  expect(codes.get('an hour of silence.flac')).toBe('SILENT');
  for (const indexed of ['really flac.mp3', '-dash.mp3', 'new\nline "quotes".mp3'])
    expect(codes.has(indexed)).toBe(false);
  for (const { reason } of summary.failed) expect(reason).toMatch(/^.{10,}$/u);
  expect(stderr).not.toContain('    at ');
  const again = await once();
  expect(again.code).toBe(3);
  expect(summaryOf(again.stdout)).toMatchObject({ found: names.length, added: 0, failed: [] });
  // What makes a run exit with 3 and what is listed are the same.
  const listed = JSON.parse((await startCli('etl', ['failures', '--json'], environment).ended).stdout) as FailedFile[];
  expect(listed.map(({ path }) => path).sort()).toEqual([...codes.keys()].sort());
});

test('a second run while one is under way ends with LEASE_HELD', async () => {
  await putTones(20, 20);
  const first = startCli('etl', ['--once', '--json'], environment);
  onTestFinished(() => void first.child.kill('SIGKILL'));
  await first.printed('"done":0');
  // The first run is suspended while the second one starts, which may take long.
  first.child.kill('SIGSTOP');
  expect(await once()).toMatchObject({ code: 5, stderr: expect.stringContaining('LEASE_HELD') });
  first.child.kill('SIGCONT');
  const { code, stdout } = await first.ended;
  expect({ code, added: summaryOf(stdout).added }).toEqual({ code: 0, added: 20 });
});

test('two shards at the same time do the work of one run', async () => {
  await putTones(9);
  const results = await Promise.all([once('--shard', '0/2'), once('--shard', '1/2')]);
  expect(results.map(({ code }) => code)).toEqual([0, 0]);
  expect(results.reduce((sum, { stdout }) => sum + summaryOf(stdout).added, 0)).toBe(9);
  await using store = await openStore(readSettings(environment));
  expect(await store.count()).toBe(9);
  expect(summaryOf((await once()).stdout)).toMatchObject({ unchanged: 9, added: 0 });
});

test('a run that is stopped ends cleanly, and the next one does the rest', async () => {
  await putTones(100, 20);
  const running = startCli('etl', ['--once'], environment);
  await running.printed('"done":0');
  {
    await using spaces = await openSpaces(readSettings(environment), { readOnly: true });
    await expect.poll(async () => (await spaces.list())[0]?.tracks ?? 0).toBeGreaterThan(0);
  }
  running.child.kill('SIGTERM');
  const { code, stderr } = await running.ended;
  expect({ code, stderr }).toMatchObject({ code: 130, stderr: expect.stringContaining('ABORTED') });
  const summary = summaryOf((await once()).stdout);
  expect(summary.unchanged).toBeGreaterThan(0);
  expect(summary.added + summary.unchanged).toBe(100);
});

test('a scheduled ETL runs now, serves health and metrics, indexes a new file, and ends with 0 on SIGTERM', async () => {
  await putTones(2);
  const port = await getPort();
  const running = startCli('etl', ['--run-now', '--watch'], {
    ...environment,
    ETL_HTTP_PORT: String(port),
    ETL_CRON: '0 3 * * *',
    ETL_TIMEZONE: 'Europe/Berlin',
  });
  await running.printed('"nextRun"');
  await running.printed('run ended');
  const get = async (path: string) => fetch(`http://127.0.0.1:${port}${path}`);
  expect(await (await get('/healthz')).json()).toMatchObject({
    ok: true,
    running: false,
    nextRun: expect.stringMatching(/T0[12]:00:00/u),
  });
  expect(await (await get('/metrics')).text()).toContain('soundalike_etl_files_total{outcome="added"} 2');
  expect((await get('/nothing')).status).toBe(404);
  await writeWav(at('new.wav'), [noise(4, RATE)], RATE);
  await running.printed('"trigger":"change"');
  await running.printed('"added":1');
  running.child.kill('SIGTERM');
  expect((await running.ended).code).toBe(0);
});

test('flags without effect are refused', async () => {
  const refused = [
    [['--once', '--watch'], '--watch'],
    [['--dry-run', '--run-now'], '--run-now'],
    [['--json'], '--json'],
    [['--json', 'prune'], '--json'],
  ] as const;
  for (const [args, named] of refused) {
    const { code, stderr } = await startCli('etl', args, environment).ended;
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining(named) });
  }
});

test('nothing is pruned while a run is under way', async () => {
  await putTones(1);
  await once();
  {
    await using records = await openRecords(readSettings(environment));
    await using _run = await acquireRunLease(records, { index: 0, count: 1 });
    const { code, stderr } = await startCli('etl', ['prune'], environment).ended;
    expect({ code, stderr }).toMatchObject({ code: 5, stderr: expect.stringContaining('LEASE_HELD') });
  }
  expect(await startCli('etl', ['prune'], environment).ended).toEqual({
    code: 0,
    stdout: 'Nothing to remove.\n',
    stderr: '',
  });
});

test('a new space without most of the library is not served, unless that is allowed', async () => {
  await putTones(5);
  await once();
  for (const n of [0, 1, 2]) await rm(at(`tone ${n}.wav`));
  const newSpace = { ...environment, EMBEDDING_EXCERPT: '1x3s' };
  const refused = await startCli('etl', ['--once'], newSpace).ended;
  expect(refused).toMatchObject({ code: 4, stderr: expect.stringContaining('DELETION_REFUSED') });
  const tracks = async (): Promise<number> => {
    await using store = await openStore(readSettings(environment));
    return await store.count();
  };
  expect(await tracks()).toBe(5);
  expect(await startCli('etl', ['--once', '--allow-deletions'], newSpace).ended).toMatchObject({ code: 0 });
  expect(await tracks()).toBe(2);
});

test('a run that cannot begin is in the history with its reason', async () => {
  await putTones(1);
  await startCli('etl', ['--once'], { ...environment, FFMPEG_PATH: '/nowhere/ffmpeg' }).ended;
  const { stdout } = await startCli('etl', ['history', '--json'], environment).ended;
  expect(JSON.parse(stdout)).toMatchObject([{ summary: null, indexed: 0, error: { code: 'DECODER_MISSING' } }]);
  expect((await startCli('etl', ['history'], environment).ended).stdout).toContain('DECODER_MISSING, 0 done');
});

test('a missing folder removes nothing and ends with exit code 4', async () => {
  await putTones(2);
  await once();
  await rename(environment['DATASET_DIR']!, `${environment['DATASET_DIR']} away`);
  const { code, stderr } = await once();
  expect({ code, stderr }).toMatchObject({ code: 4, stderr: expect.stringContaining('DATASET_MISSING') });
  await mkdir(environment['DATASET_DIR']!);
  const emptied = await once();
  expect({ code: emptied.code, stderr: emptied.stderr }).toMatchObject({
    code: 4,
    stderr: expect.stringContaining('DELETION_REFUSED'),
  });
  await using store = await openStore(readSettings(environment));
  expect(await store.count()).toBe(2);
});

test('a dry run prints what a run would do, and creates nothing', async () => {
  await putTones(3);
  const dry = await startCli('etl', ['--dry-run', '--json'], environment).ended;
  expect(JSON.parse(dry.stdout)).toMatchObject({ toRead: 3, vanished: 0, unchanged: 0 });
  for (const command of ['failures', 'history', 'spaces']) {
    expect(await startCli('etl', [command, '--json'], environment).ended).toEqual({
      code: 0,
      stdout: '[]\n',
      stderr: '',
    });
  }
  expect(await readdir(root)).toEqual(['dataset']);
  await once();
  await rm(at('tone 0.wav'));
  expect(JSON.parse((await startCli('etl', ['--dry-run', '--json'], environment).ended).stdout)).toMatchObject({
    toRead: 0,
    vanished: 1,
    unchanged: 2,
    deletionsRefused: true,
  });
  expect((await startCli('etl', ['--dry-run'], environment).ended).stdout).toMatch(
    /and remove 0;.*\n1 files are missing, .*--allow-deletions\n$/u,
  );
  expect((await startCli('etl', ['--dry-run', '--allow-deletions'], environment).ended).stdout).toMatch(
    /and remove 1;.*\n$/u,
  );
  await using store = await openStore(readSettings(environment));
  expect(await store.count()).toBe(3);
});

test('failures and history are stored', async () => {
  await putTones(1);
  await writeFile(at('bad.mp3'), 'no music');
  await once();
  const failures = await startCli('etl', ['failures', '--json'], environment).ended;
  expect(JSON.parse(failures.stdout)).toMatchObject([{ path: 'bad.mp3' }]);
  expect((await startCli('etl', ['failures'], environment).ended).stdout).toContain('bad.mp3');
  const history = await startCli('etl', ['history', '--json'], environment).ended;
  expect(JSON.parse(history.stdout)).toMatchObject([
    { shard: '0/1', error: null, summary: { added: 1, failed: 1 }, slowest: [{ path: 'tone 0.wav' }] },
  ]);
});

test('invalid configuration is reported immediately, by name', async () => {
  const { code, stderr } = await startCli('etl', [], { ...environment, ETL_CRON: 'often', ETL_TIMEZONE: 'Mars/Base' })
    .ended;
  expect(code).toBe(2);
  expect(stderr).toMatch(/ETL_CRON.*ETL_TIMEZONE/u);
});

test('recommend and embed print JSON for scripts', async () => {
  await putTones(5);
  await once();
  const recommended = await startCli('recommend', ['--json', '--seed', 'tone 2', '--count', '2'], environment).ended;
  const { space, seed, matches } = JSON.parse(recommended.stdout) as {
    space: string;
    seed: { title: string };
    matches: unknown[];
  };
  expect(space).toMatch(/^musicnn-/u);
  expect(seed.title).toBe('tone 2');
  expect(matches.length).toBeLessThanOrEqual(2);
  const embedded = await startCli('embed', [at('tone 2.wav')], environment).ended;
  const { embedding, dims, durationSeconds } = JSON.parse(embedded.stdout) as {
    embedding: number[];
    dims: number;
    durationSeconds: number;
  };
  expect(embedding).toHaveLength(dims);
  expect(Math.hypot(...embedding)).toBeCloseTo(1, 6);
  expect(durationSeconds).toBeCloseTo(4, 2);
  const missing = await startCli('recommend', ['--seed', 'nothing like it'], environment).ended;
  expect(missing).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('TRACK_NOT_FOUND') });
});

test('with --tolerate-failures a run with a broken file exits with 0, and a run without a dataset does not', async () => {
  await putTones(1);
  await writeFile(at('text.mp3'), 'This is a text.\n'.repeat(100));
  const { code, stdout } = await once('--tolerate-failures');
  expect({ code, ...summaryOf(stdout) }).toMatchObject({ code: 0, added: 1, failed: [{ path: 'text.mp3' }] });
  expect((await once()).code).toBe(3);
  expect((await once('--tolerate-failures', '--dataset', join(root, 'gone'))).code).toBe(4);
  const onSchedule = await startCli('etl', ['--tolerate-failures'], environment).ended;
  expect(onSchedule).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--tolerate-failures has no effect without --once'),
  });
});
