import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { loadMusicnn, musicnnFolder } from '../models/musicnn/load-musicnn.ts';
import { musicnnSpec } from '../models/musicnn/musicnn-spec.ts';
import { testSignal } from '../testing/signals.ts';
import { noSoftwareDevice, SOFTWARE_DEVICE } from '../testing/software-device.ts';
import { EmbeddingPool } from './embedding-pool.ts';
import type { PoolSettings } from './embedding-pool.ts';
import { TrackEmbedder } from './track-embedder.ts';
import type { TrackEmbedding } from './track-embedder.ts';
import type { WorkerReply } from './worker-protocol.ts';

const { sampleRate } = musicnnSpec.features;
const PIECE = 16_384;
const SHORT = 60_000;

async function* piecesOf(samples: Float32Array): AsyncGenerator<Float32Array> {
  for (let start = 0; start < samples.length; start += PIECE) yield samples.slice(start, start + PIECE);
}

const track = (seed: number, length = SHORT): AsyncGenerator<Float32Array> =>
  piecesOf(testSignal(length, sampleRate, seed));

/** A source that yields some samples and then hangs. */
async function* hanging(): AsyncGenerator<Float32Array> {
  yield testSignal(PIECE, sampleRate);
  await new Promise(() => undefined);
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
      for await (const piece of track(seed, length)) await embedder.push(piece);
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
      pool.embed(piecesOf(new Float32Array(SHORT))),
      pool.embed(piecesOf(testSignal(SHORT, sampleRate).fill(Number.NaN, 100, 200))),
      pool.embed(piecesOf(new Float32Array(0))),
      pool.embed(track(1)),
    ]);
    const codes = results.map((result) =>
      result.status === 'rejected' ? (result.reason as { code: string }).code : result.status,
    );
    expect(codes).toEqual(['TOO_SHORT', 'SILENT', 'EMBEDDING_INVALID', 'TOO_SHORT', 'fulfilled']);
    expect(workers).toHaveLength(1);
  });

  it('passes on the error of a source, frees the worker and drops the partial track', async () => {
    open();
    const failure = new Error('the disk is gone');
    async function* failing(): AsyncGenerator<Float32Array> {
      yield* track(5);
      throw failure;
    }
    const undisturbed = await pool.embed(track(1));
    await expect(pool.embed(failing())).rejects.toBe(failure);
    expect(await pool.embed(track(1))).toEqual(undisturbed);
    expect(workers).toHaveLength(1);
  });

  it('begins to read the next track while all workers are busy, and stops reading when it is closed', async () => {
    open();
    const begun = Promise.withResolvers<undefined>();
    const ended = Promise.withResolvers<undefined>();
    async function* next(): AsyncGenerator<Float32Array> {
      begun.resolve(undefined);
      try {
        yield* track(2);
      } finally {
        ended.resolve(undefined);
      }
    }
    const tracks = [pool.embed(hanging()), pool.embed(next())].map((each) =>
      expect(each).rejects.toMatchObject({ code: 'ABORTED' }),
    );
    await begun.promise;
    await pool.close();
    await Promise.all(tracks);
    await ended.promise;
  });

  it('fails one track if its worker dies, replaces the worker, and finishes the other tracks', async () => {
    open();
    const lost = pool.embed(hanging());
    const others = [1, 2, 3].map((seed) => pool.embed(track(seed)));
    await sleep(100);
    await kill(workers[0]!);
    await expect(lost).rejects.toMatchObject({
      code: 'WORKER_CRASHED',
      message: expect.stringContaining('was ended by SIGKILL'),
    });
    await expect(Promise.all(others)).resolves.toHaveLength(3);
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
      const lost = pool.embed(hanging());
      const next = pool.embed(track(1));
      await new Promise<void>((taken) =>
        workers[0]!.on('message', ({ type }: WorkerReply) => type === 'taken' && taken()),
      );
      await kill(workers[0]!);
      await expect(lost).rejects.toMatchObject({ code: 'WORKER_CRASHED' });
      expect(reasons).toEqual([expect.stringContaining('on webgpu was ended by SIGKILL')]);
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

  it('reads at most nine pieces ahead of the worker, even while it still has pieces of a failed track', async () => {
    open();
    await pool.embed(track(1));
    async function* failing(): AsyncGenerator<Float32Array> {
      yield* track(2, 8 * PIECE);
      throw new Error('the disk is gone');
    }
    await expect(pool.embed(failing())).rejects.toThrow('the disk is gone');
    let taken = 0;
    workers[0]!.on('message', (message: WorkerReply) => {
      if (message.type === 'taken' && message.job === 3) taken++;
    });
    const ahead: number[] = [];
    async function* counted(): AsyncGenerator<Float32Array> {
      for await (const piece of track(3, 50 * PIECE)) {
        ahead.push(ahead.length + 1 - taken);
        yield piece;
      }
    }
    await pool.embed(counted());
    expect(ahead).toHaveLength(50);
    expect(Math.max(...ahead)).toBe(9);
  });

  it('stops waiting for a source that hangs, and keeps the worker', async () => {
    stopTheClock();
    open({ timeLimitMs: 60_000 });
    const given = expect(pool.embed(hanging())).rejects.toMatchObject({ code: 'DECODE_TIMEOUT' });
    // The pool receives the message before this listener.
    await new Promise<void>((taken) =>
      workers[0]!.on('message', ({ type }: WorkerReply) => type === 'taken' && taken()),
    );
    vi.advanceTimersByTime(60_000);
    await given;
    await expect(pool.embed(track(1))).resolves.toBeDefined();
    expect(workers).toHaveLength(1);
  });

  it('ends a worker that exceeds the time limit, and replaces it', async () => {
    stopTheClock();
    open({ timeLimitMs: 60_000 });
    const { promise: sent, resolve: send } = Promise.withResolvers<undefined>();
    async function* endless(): AsyncGenerator<Float32Array> {
      for (let pieces = 0; ; pieces++) {
        if (pieces === 1) send(undefined);
        yield testSignal(60 * sampleRate, sampleRate);
      }
    }
    const ended = expect(pool.embed(endless())).rejects.toMatchObject({
      code: 'WORKER_CRASHED',
      message: expect.stringContaining('within 60 s'),
    });
    await sent;
    vi.advanceTimersByTime(60_000);
    await ended;
    await expect(pool.embed(track(1))).resolves.toBeDefined();
    expect(workers).toHaveLength(2);
  });

  it('leaves no process and no promise open when it is closed', async () => {
    open();
    const underWay = pool.embed(hanging());
    const waiting = pool.embed(track(1));
    const results = Promise.allSettled([underWay, waiting]);
    await sleep(100);
    await pool.close();
    expect(alive()).toEqual([]);
    const aborted = { status: 'rejected', reason: expect.objectContaining({ code: 'ABORTED' }) };
    expect(await results).toEqual([aborted, aborted]);
    await expect(pool.embed(track(2))).rejects.toMatchObject({ code: 'ABORTED' });
    expect(workers).toHaveLength(1);
  });

  it('leaves no worker behind when this process is killed', async () => {
    open();
    const script = `
      import { EmbeddingPool } from ${JSON.stringify(new URL('./embedding-pool.ts', import.meta.url).href)};
      const folder = ${JSON.stringify(musicnnFolder())};
      const pool = new EmbeddingPool({ model: 'musicnn', folder, intraOpThreads: 1, workers: 1 });
      await pool.embed((async function* () { yield new Float32Array(${SHORT}).fill(0.1); })());
      process.stdout.write('busy');
      await pool.embed((async function* () { while (true) yield new Float32Array(1e6).fill(0.1); })());`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    await once(parent.stdout, 'data');
    parent.kill('SIGKILL');
    // The worker shares the parent's stderr: the pipe closes only when both are gone.
    await once(parent, 'close');
    expect(parent.signalCode).toBe('SIGKILL');
  });
});
