import { setTimeout as sleep } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadMusicnn } from '../models/musicnn/load-musicnn.ts';
import { musicnnFolder } from '../models/musicnn/musicnn-folder.ts';
import { musicnnSpec } from '../models/musicnn/musicnn-spec.ts';
import { testSignal } from '../testing/test-signal.ts';
import { EmbeddingPool } from './embedding-pool.ts';
import type { PoolSettings } from './embedding-pool.ts';
import { TrackEmbedder } from './track-embedder.ts';
import type { TrackEmbedding } from './track-pooler.ts';

const { sampleRate } = musicnnSpec.features;
const PIECE = 16_384;
const SHORT = 60_000;

async function* piecesOf(samples: Float32Array): AsyncGenerator<Float32Array<ArrayBuffer>> {
  for (let start = 0; start < samples.length; start += PIECE) yield samples.slice(start, start + PIECE);
}

const track = (seed: number, length = SHORT): AsyncGenerator<Float32Array<ArrayBuffer>> => piecesOf(testSignal(length, sampleRate, seed));

/** A source that gives some samples and then never anything again. */
async function* hanging(): AsyncGenerator<Float32Array<ArrayBuffer>> {
  yield testSignal(PIECE, sampleRate);
  await new Promise(() => undefined);
}

describe('EmbeddingPool', () => {
  let pool: EmbeddingPool;
  /** Every real worker that the pool starts. */
  let workers: Worker[];
  const onWorker = (worker: Worker): void => void workers.push(worker);
  const alive = (): Worker[] => workers.filter((worker) => worker.threadId !== -1);

  function open(settings: Partial<PoolSettings> = {}): EmbeddingPool {
    pool = new EmbeddingPool({ model: 'musicnn', folder: musicnnFolder(), intraOpThreads: 1, workers: 1, ...settings });
    return pool;
  }

  beforeEach(() => {
    workers = [];
    process.on('worker', onWorker);
  });
  afterEach(async () => {
    await pool.close();
    process.off('worker', onWorker);
    expect(alive()).toEqual([]);
  });

  it('gives many tracks at once what each would get alone', async () => {
    const model = await loadMusicnn(musicnnFolder(), { intraOpThreads: 1 });
    const lengths = Array.from({ length: 9 }, (_, seed) => SHORT + 37_111 * seed);
    const alone: TrackEmbedding[] = [];
    for (const [seed, length] of lengths.entries()) {
      const embedder = new TrackEmbedder(musicnnSpec, model);
      for await (const piece of track(seed, length)) await embedder.push(piece);
      alone.push(await embedder.finish());
    }
    await model.release();
    open({ workers: 2 });
    expect(await Promise.all(lengths.map((length, seed) => pool.embed(track(seed, length))))).toEqual(alone);
    expect(workers).toHaveLength(2);
  });

  it('names what is wrong with a track, and goes on with the same worker', async () => {
    open();
    const results = await Promise.allSettled([
      pool.embed(track(1, musicnnSpec.minSamples - 1)),
      pool.embed(piecesOf(new Float32Array(SHORT))),
      pool.embed(piecesOf(testSignal(SHORT, sampleRate).fill(Number.NaN, 100, 200))),
      pool.embed(piecesOf(new Float32Array(0))),
      pool.embed(track(1)),
    ]);
    const codes = results.map((result) => (result.status === 'rejected' ? (result.reason as { code: string }).code : result.status));
    expect(codes).toEqual(['TOO_SHORT', 'SILENT', 'EMBEDDING_INVALID', 'TOO_SHORT', 'fulfilled']);
    expect(workers).toHaveLength(1);
  });

  it('passes the error of a source on, frees the worker and forgets the half track', async () => {
    open();
    const failure = new Error('the disk is gone');
    async function* failing(): AsyncGenerator<Float32Array<ArrayBuffer>> {
      yield* track(5);
      throw failure;
    }
    const undisturbed = await pool.embed(track(1));
    await expect(pool.embed(failing())).rejects.toBe(failure);
    expect(await pool.embed(track(1))).toEqual(undisturbed);
    expect(workers).toHaveLength(1);
  });

  it('loses one track with a worker that dies, replaces it, and finishes the others', async () => {
    open();
    const lost = pool.embed(hanging());
    const others = [1, 2, 3].map((seed) => pool.embed(track(seed)));
    await sleep(100);
    await workers[0]!.terminate();
    await expect(lost).rejects.toMatchObject({ code: 'WORKER_CRASHED', message: expect.stringContaining('exited with code 1') });
    await expect(Promise.all(others)).resolves.toHaveLength(3);
    expect(workers).toHaveLength(2);
  });

  it('loses no track with a worker that dies idle', async () => {
    open();
    await pool.embed(track(1));
    await workers[0]!.terminate();
    await expect(pool.embed(track(2))).resolves.toBeDefined();
    expect(workers).toHaveLength(2);
  });

  it('says why a model cannot be loaded', async () => {
    open({ folder: '/nowhere' });
    await expect(pool.embed(track(1))).rejects.toMatchObject({ code: 'MODEL_INVALID', message: expect.stringContaining('/nowhere') });
  });

  it('pulls a source no further ahead of the worker than nine pieces', async () => {
    open();
    await pool.embed(track(1));
    let taken = 0;
    workers[0]!.on('message', (message: { type: string }) => {
      if (message.type === 'taken') taken++;
    });
    const ahead: number[] = [];
    async function* counted(): AsyncGenerator<Float32Array<ArrayBuffer>> {
      for await (const piece of track(2, 100 * PIECE)) {
        ahead.push(ahead.length + 1 - taken);
        yield piece;
      }
    }
    await pool.embed(counted());
    expect(ahead).toHaveLength(100);
    expect(Math.max(...ahead)).toBe(9);
  });

  it('gives up a source that hangs, and keeps the worker', async () => {
    open({ timeLimitMs: 1500 });
    await expect(pool.embed(hanging())).rejects.toMatchObject({ code: 'DECODE_TIMEOUT' });
    await expect(pool.embed(track(1))).resolves.toBeDefined();
    expect(workers).toHaveLength(1);
  });

  it('ends a worker that is over the time limit, and replaces it', async () => {
    open({ timeLimitMs: 1500 });
    const hour = new Float32Array(3600 * sampleRate).fill(0.1);
    async function* onePiece(): AsyncGenerator<Float32Array<ArrayBuffer>> {
      yield hour;
    }
    await expect(pool.embed(onePiece())).rejects.toMatchObject({ code: 'WORKER_CRASHED', message: expect.stringContaining('within 1.5 s') });
    await expect(pool.embed(track(1))).resolves.toBeDefined();
    expect(workers).toHaveLength(2);
  });

  it('leaves no thread and no promise open when it is closed', async () => {
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
});
