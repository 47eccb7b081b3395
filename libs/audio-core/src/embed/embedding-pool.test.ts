import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { findDecoder } from '../decode/find-decoder.ts';
import type { Decoder } from '../decode/decoder.ts';
import { loadMusicnn, musicnnFolder } from '../models/musicnn/load-musicnn.ts';
import { musicnnSpec } from '../models/musicnn/musicnn-spec.ts';
import { writeWav } from '../testing/encode-audio.ts';
import { testSignal } from '../testing/signals.ts';
import { noSoftwareDevice, SOFTWARE_DEVICE } from '../testing/software-device.ts';
import { EmbeddingPool } from './embedding-pool.ts';
import type { PoolSettings } from './embedding-pool.ts';
import { TrackEmbedder } from './track-embedder.ts';
import type { TrackEmbedding } from './track-embedder.ts';
import type { FileSource, SamplesSource } from './track-source.ts';

const { sampleRate } = musicnnSpec.features;
const SHORT = 60_000;

const track = (seed: number, length = SHORT): SamplesSource => ({ samples: testSignal(length, sampleRate, seed) });

let folder: string;
/** A short track as a file. */
let path: string;
let decoder: Decoder;
beforeAll(async () => {
  const temporary = await mkdtempDisposable(join(tmpdir(), 'pool-'));
  folder = temporary.path;
  path = join(folder, 'short.wav');
  await writeWav(path, [track(1).samples], sampleRate);
  decoder = await findDecoder();
  return () => temporary.remove();
});

/** A file whose decoder runs a script of Node, with `write(seconds)`, which writes noise. */
interface ScriptedFile extends FileSource {
  /** The id of the decoder's process once its script has run. */
  started(): Promise<number>;
  isRunning(): boolean;
}

let scripts = 0;

function scripted(script: string): ScriptedFile {
  const pidFile = join(folder, `pid-${scripts++}`);
  const program = `
    const { writeFileSync, writeSync } = require('node:fs');
    const write = (seconds) => writeSync(1, Buffer.alloc(seconds * ${sampleRate} * 4, '\x01\x02\xff\x3d', 'latin1'));
    ${script}
    writeFileSync(${JSON.stringify(pidFile)}, String(process.pid));`;
  const pid = (): number => Number(existsSync(pidFile) ? readFileSync(pidFile, 'utf8') : 0);
  return {
    path,
    decoder: { name: 'scripted', command: () => ({ program: process.execPath, args: ['-e', program] }) },
    started: async () => {
      await until(() => pid() > 0);
      return pid();
    },
    isRunning: () => {
      try {
        return process.kill(pid(), 0);
      } catch {
        return false;
      }
    },
  };
}

/** A file whose decoder writes some samples and then hangs. */
const hanging = (): ScriptedFile => scripted('write(1); setInterval(() => undefined, 1000);');

/** A file whose decoder never stops writing. */
const writing = (): ScriptedFile => scripted('setInterval(() => write(5), 1);');

const ended = (file: ScriptedFile): Promise<void> => until(() => !file.isRunning());

/** Wait for another process. `vi.waitUntil` would advance a stopped clock. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(20);
}

/** Control the time in the test, because the speed of a worker depends on the machine. */
function stopTheClock(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
}

describe('EmbeddingPool', () => {
  let pool: EmbeddingPool;
  /** Every real process that the pool starts. */
  let workers: ChildProcess[];
  const onProcess = (message: unknown): void => void workers.push((message as { process: ChildProcess }).process);
  const alive = (): ChildProcess[] =>
    workers.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null);

  async function kill(worker: ChildProcess): Promise<void> {
    worker.kill('SIGKILL');
    await once(worker, 'exit');
  }

  function open(settings: Partial<PoolSettings> = {}): EmbeddingPool {
    pool = new EmbeddingPool({ model: 'musicnn', folder: musicnnFolder(), intraOpThreads: 1, workers: 1, ...settings });
    return pool;
  }

  beforeEach(() => {
    workers = [];
    subscribe('child_process', onProcess);
  });
  afterEach(async () => {
    await pool.close();
    unsubscribe('child_process', onProcess);
    expect(alive()).toEqual([]);
  });

  it.skipIf(process.platform !== 'linux')(
    'ends a worker that exceeds its memory limit: one track fails, and the next one gets a new worker (Linux)',
    async () => {
      open({ memoryLimitBytes: 1 });
      await expect(pool.embed(hanging())).rejects.toMatchObject({
        code: 'WORKER_CRASHED',
        message: expect.stringMatching(/at most 0 MiB of memory, and used \d+ MiB/u),
      });
      await pool.close();
      open({ memoryLimitBytes: 2 ** 32 });
      expect((await pool.embed(track(1))).embedding).toHaveLength(musicnnSpec.dims);
    },
  );

  it('embeds many concurrent tracks as it embeds each separately', async () => {
    const model = await loadMusicnn(musicnnFolder(), { intraOpThreads: 1 });
    const lengths = Array.from({ length: 9 }, (_, seed) => SHORT + 37_111 * seed);
    const separate: TrackEmbedding[] = [];
    for (const [seed, length] of lengths.entries()) {
      const embedder = new TrackEmbedder(musicnnSpec, model);
      await embedder.push(track(seed, length).samples);
      separate.push(await embedder.finish());
    }
    await model.release();
    open({ workers: 2 });
    expect(await Promise.all(lengths.map((length, seed) => pool.embed(track(seed, length))))).toEqual(separate);
    expect(workers).toHaveLength(2);
  });

  it('reports the error of a track, and continues with the same worker', async () => {
    open();
    const results = await Promise.allSettled([
      pool.embed(track(1, musicnnSpec.minSamples - 1)),
      pool.embed({ samples: new Float32Array(SHORT) }),
      pool.embed({ samples: testSignal(SHORT, sampleRate).fill(Number.NaN, 100, 200) }),
      pool.embed({ samples: new Float32Array(0) }),
      pool.embed(track(1)),
    ]);
    const codes = results.map((result) =>
      result.status === 'rejected' ? (result.reason as { code: string }).code : result.status,
    );
    expect(codes).toEqual(['TOO_SHORT', 'SILENT', 'EMBEDDING_INVALID', 'TOO_SHORT', 'fulfilled']);
    expect(workers).toHaveLength(1);
  });

  it('embeds a file as its samples, which the worker decodes', async () => {
    open();
    const inOneThread = await pool.embed({ path, decoder });
    const { embedding: expected } = await pool.embed(track(1));
    expect(inOneThread.embedding.reduce((dot, value, n) => dot + value * expected[n]!, 0)).toBeGreaterThan(0.9999);
    await pool.close();
    open({ aheadSeconds: 1 });
    expect(await pool.embed({ path, decoder })).toEqual(inOneThread);
    expect(await pool.embed(track(1))).toMatchObject({ embedding: expected });
  });

  describe.each([
    ['in the thread that computes', 0],
    ['ahead in another thread', 1],
  ])('decoding %s', (_, aheadSeconds) => {
    it('passes on the error of a decoder, frees the worker and drops the partial track', async () => {
      open({ aheadSeconds });
      const undisturbed = await pool.embed(track(1));
      const failing = scripted('write(5); console.error("the disk is gone"); process.exitCode = 3;');
      await expect(pool.embed(failing)).rejects.toMatchObject({
        code: 'DECODE_FAILED',
        message: 'the decoder exited with code 3 before the end of the file (the disk is gone)',
      });
      expect(await pool.embed(track(1))).toEqual(undisturbed);
      expect(workers).toHaveLength(1);
    });

    it('passes on the reason of a file that cannot be read, with the code of the system', async () => {
      open({ aheadSeconds });
      await expect(pool.embed({ path: join(folder, 'missing'), decoder })).rejects.toMatchObject({
        code: 'FILE_UNREADABLE',
        message: 'the file cannot be read: no such file or folder',
        cause: { code: 'ENOENT' },
      });
    });

    it('starts the decoder of the next track while all workers are busy, and ends both when it is closed', async () => {
      open({ aheadSeconds });
      const files = [hanging(), hanging()];
      const tracks = files.map((file) => expect(pool.embed(file)).rejects.toMatchObject({ code: 'ABORTED' }));
      await Promise.all(files.map((file) => file.started()));
      await pool.close();
      await Promise.all(tracks);
      await Promise.all(files.map(ended));
    });

    it.each([
      ['hangs', hanging],
      ['writes on', writing],
    ])('abandons a track whose decoder %s at once, ends the decoder, and keeps the worker', async (_, start) => {
      open({ aheadSeconds });
      const file = start();
      const waiting = hanging();
      const stop = new AbortController();
      const tracks = [file, waiting].map((each) =>
        expect(pool.embed(each, { signal: stop.signal })).rejects.toMatchObject({
          code: 'ABORTED',
          cause: { message: 'enough' },
        }),
      );
      await Promise.all([file.started(), waiting.started()]);
      stop.abort(new Error('enough'));
      await Promise.all(tracks);
      await Promise.all([ended(file), ended(waiting)]);
      await expect(pool.embed(track(1), { signal: stop.signal })).rejects.toMatchObject({ code: 'ABORTED' });
      await expect(pool.embed(track(1))).resolves.toBeDefined();
      expect(workers).toHaveLength(1);
    });
  });

  it('embeds a track in the first worker that is free, whichever has started its decoder', async () => {
    open({ workers: 2 });
    const busy = [hanging(), hanging()];
    const stop = new AbortController();
    const lost = busy.map((file, n) =>
      expect(pool.embed(file, n === 0 ? { signal: stop.signal } : {})).rejects.toMatchObject({ code: 'ABORTED' }),
    );
    const next = [pool.embed({ path, decoder }), pool.embed({ path, decoder }), pool.embed({ path, decoder })];
    await Promise.all(busy.map((file) => file.started()));
    stop.abort();
    // Two of them were prepared by the workers, and the second is still busy.
    const [first, ...others] = await Promise.all(next);
    expect(others).toEqual([first, first]);
    expect(busy[1]!.isRunning()).toBe(true);
    await pool.close();
    await Promise.all(lost);
  });

  it('fails one track if its worker dies, ends its decoders, replaces it, and finishes the other tracks', async () => {
    open();
    const file = hanging();
    const lost = pool.embed(file);
    const others = [pool.embed({ path, decoder }), pool.embed(track(2)), pool.embed(track(3))];
    await file.started();
    await kill(workers[0]!);
    await expect(lost).rejects.toMatchObject({
      code: 'WORKER_CRASHED',
      message: expect.stringContaining('was ended by SIGKILL'),
    });
    await expect(Promise.all(others)).resolves.toHaveLength(3);
    await ended(file);
    expect(workers).toHaveLength(2);
  });

  it('computes on the CPU if the device cannot be opened, with one notice, and fails the track that found out', async () => {
    open();
    const onCpu = await pool.embed(track(2));
    await pool.close();
    const reasons: string[] = [];
    // Neither system has the device of the other.
    const name = process.platform === 'win32' ? 'coreml' : 'directml';
    open({ device: { name, workers: 1, onFailure: (reason) => void reasons.push(reason) } });
    const [lost, ...others] = await Promise.allSettled([
      pool.embed(track(1)),
      pool.embed(track(2)),
      pool.embed(track(2)),
    ]);
    expect(lost).toMatchObject({ reason: { code: 'WORKER_CRASHED' } });
    expect(others).toEqual([onCpu, onCpu].map((value) => ({ status: 'fulfilled', value })));
    expect(reasons).toEqual([expect.stringContaining('the device cannot be opened')]);
  });

  it.skipIf(noSoftwareDevice !== null)(
    `computes on the CPU after its worker on a device died in the middle of a track (${noSoftwareDevice ?? 'SwiftShader'})`,
    async () => {
      for (const [variable, value] of Object.entries(SOFTWARE_DEVICE)) vi.stubEnv(variable, value);
      onTestFinished(() => void vi.unstubAllEnvs());
      const reasons: string[] = [];
      open({ device: { name: 'webgpu', workers: 1, onFailure: (reason) => void reasons.push(reason) } });
      const first = await pool.embed(track(1));
      const file = hanging();
      const lost = pool.embed(file);
      const next = pool.embed(track(1));
      await file.started();
      await kill(workers[0]!);
      await expect(lost).rejects.toMatchObject({ code: 'WORKER_CRASHED' });
      expect(reasons).toEqual(['the embedding worker on webgpu was ended by SIGKILL before it finished the track']);
      const { embedding } = await next;
      expect(embedding.reduce((dot, value, n) => dot + value * first.embedding[n]!, 0)).toBeGreaterThan(0.999_999);
      expect(workers.map(({ spawnargs }) => /"device":"(\w+)"/u.exec(spawnargs.join(' '))?.[1])).toEqual([
        'webgpu',
        'cpu',
      ]);
    },
  );

  it('fails no track if an idle worker dies', async () => {
    open();
    await pool.embed(track(1));
    await kill(workers[0]!);
    await expect(pool.embed(track(2))).resolves.toBeDefined();
    expect(workers).toHaveLength(2);
  });

  it('reports why a model cannot be loaded', async () => {
    open({ folder: '/nowhere' });
    await expect(pool.embed(track(1))).rejects.toMatchObject({
      code: 'MODEL_INVALID',
      message: expect.stringContaining('/nowhere'),
    });
  });

  it('stops waiting for a decoder that hangs, and keeps the worker', async () => {
    open({ timeLimitMs: 60_000 });
    const file = hanging();
    stopTheClock();
    const given = expect(pool.embed(file)).rejects.toMatchObject({
      code: 'DECODE_TIMEOUT',
      message: 'the decoder did not finish the track within 60 s',
    });
    await file.started();
    vi.advanceTimersByTime(60_000);
    await given;
    await ended(file);
    await expect(pool.embed(track(1))).resolves.toBeDefined();
    expect(workers).toHaveLength(1);
  });

  it.skipIf(process.platform === 'win32')(
    'ends a worker that exceeds the time limit and does not answer, and replaces it',
    async () => {
      open({ timeLimitMs: 60_000 });
      const file = hanging();
      stopTheClock();
      const given = expect(pool.embed(file)).rejects.toMatchObject({
        code: 'WORKER_CRASHED',
        message: 'the embedding worker did not finish the track within 60 s, and was ended',
      });
      await file.started();
      workers[0]!.kill('SIGSTOP');
      vi.advanceTimersByTime(60_000);
      vi.advanceTimersByTime(10_000);
      await given;
      await ended(file);
      await expect(pool.embed(track(1))).resolves.toBeDefined();
      expect(workers).toHaveLength(2);
    },
  );

  it('leaves no process and no promise open when it is closed', async () => {
    open();
    const file = hanging();
    const results = Promise.allSettled([pool.embed(file), pool.embed(track(1))]);
    await file.started();
    await pool.close();
    expect(alive()).toEqual([]);
    const aborted = { status: 'rejected', reason: expect.objectContaining({ code: 'ABORTED' }) };
    expect(await results).toEqual([aborted, aborted]);
    await expect(pool.embed(track(2))).rejects.toMatchObject({ code: 'ABORTED' });
    expect(workers).toHaveLength(1);
  });

  it('leaves neither worker nor decoder behind when this process is killed', async () => {
    open();
    const file = hanging();
    const source = { path, command: file.decoder.command({ path, sampleRate }) };
    const script = `
      import { EmbeddingPool } from ${JSON.stringify(new URL('./embedding-pool.ts', import.meta.url).href)};
      const folder = ${JSON.stringify(musicnnFolder())};
      const pool = new EmbeddingPool({ model: 'musicnn', folder, intraOpThreads: 1, workers: 1 });
      const { path, command } = ${JSON.stringify(source)};
      await pool.embed({ path, decoder: { name: 'scripted', command: () => command } });`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    parent.stderr.resume();
    await file.started();
    parent.kill('SIGKILL');
    // The worker shares the parent's stderr: the pipe closes only when both are gone.
    await once(parent, 'close');
    await ended(file);
    expect(parent.signalCode).toBe('SIGKILL');
  });
});
