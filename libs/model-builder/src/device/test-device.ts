import { EmbeddingPool, poolSize } from '@soundalike/audio-core';
import type { TrackEmbedding } from '@soundalike/audio-core';
import type { BlockChannels } from '@soundalike/audio-core/cnn14';
import type { EmbeddingDevice } from '@soundalike/catalog';
import { isSoundalikeError, reasonOf, SoundalikeError } from '@soundalike/errors';
import type { ProvidedModel } from '../install/provide-model.ts';
import { provideDeviceGraph } from './device-graph.ts';
import { selfTestSignal } from './self-test-signal.ts';

/**
 * Least cosine between the vectors of a device and of the CPU: as long as 1 − cosine is at most 1e-4, both are vectors
 * of the same space.
 */
export const LEAST_COSINE = 0.9999;

/** Workers that share a device: one computes spectra while the device works for the other. */
export const DEVICE_WORKERS = 2;

/** A signal of the self-test, and who embeds it. */
interface Probe {
  readonly seconds: number;
  /** Whether as many workers as in an indexing run embed it at once. */
  readonly isFull: boolean;
}

/** A short signal, which a slow device bears too. */
const SHORT = { cnn14: { seconds: 1, isFull: false }, musicnn: { seconds: 4, isFull: false } } as const;

/** Seconds of one that fills a chunk and leaves a rest, for devices that are fast enough. */
const LONG_SECONDS = 50;

/**
 * Least speed on the short signal, times real time, for the long one. It is embedded twice by all workers, which would
 * take a slower device the better part of a minute, or minutes.
 */
const LEAST_SPEED = 5;

/** Default of `limitMs`. */
const LIMIT_MS = 60_000;

/** The model that is tested. */
export interface TestedModel extends Pick<ProvidedModel, 'spec' | 'folder' | 'manifest'> {
  /** Of Cnn14; default: the published model's. */
  readonly channels?: BlockChannels;
}

/** How a device is tested. */
export interface TestOptions {
  /** Ends the test. */
  readonly signal?: AbortSignal | undefined;
  /** Length of the signal that measures the speed. */
  readonly seconds?: number;
  /** Longest time that a device may take for one signal, with the loading of the model, in milliseconds. */
  readonly limitMs?: number;
}

/** What a device computed. */
export interface DeviceTrial {
  readonly device: EmbeddingDevice;
  /** Lowest cosine with the vectors of the CPU; null if it failed. */
  readonly cosine: number | null;
  /** Seconds of audio a second, from samples to vector, with all workers of an indexing run; null if it failed. */
  readonly timesRealTime: number | null;
  /** Reason if it could not be used. */
  readonly failure: string | null;
}

/** Vectors and speed on a device. */
interface Run {
  readonly embedding: Float32Array;
  readonly timesRealTime: number;
}

/** Tests devices with one model against the CPU, which is measured at most once. */
export class DeviceTester {
  readonly #model: TestedModel;
  readonly #threads: number;
  readonly #signal: AbortSignal | undefined;
  readonly #long: Probe;
  readonly #limitMs: number;
  readonly #reference = new Map<Probe, Promise<Run>>();

  /** @param threads threads for inference of an indexing run on the CPU */
  constructor(model: TestedModel, threads: number, options: TestOptions = {}) {
    const { signal, seconds = LONG_SECONDS, limitMs = LIMIT_MS } = options;
    this.#model = model;
    this.#threads = threads;
    this.#signal = signal;
    this.#long = { seconds, isFull: true };
    this.#limitMs = limitMs;
  }

  /** Return what the CPU computes. @throws as `EmbeddingPool.embed`; `ABORTED` */
  async testCpu(): Promise<DeviceTrial> {
    let { timesRealTime } = await this.#onCpu(SHORT[this.#model.spec.id]);
    if (timesRealTime >= LEAST_SPEED) ({ timesRealTime } = await this.#onCpu(this.#long));
    return { device: 'cpu', cosine: 1, timesRealTime, failure: null };
  }

  /** Return what a device computes, or why it cannot be used or compared. @throws `ABORTED` */
  async test(device: EmbeddingDevice): Promise<DeviceTrial> {
    const { spec, folder, channels } = this.#model;
    let trial: DeviceTrial = { device, cosine: null, timesRealTime: null, failure: null };
    try {
      if (spec.id === 'cnn14') await provideDeviceGraph(folder, channels);
      for (const probe of [SHORT[spec.id], this.#long]) {
        const run = await this.#onDevice(device, probe);
        const cosine = cosineOf(run.embedding, (await this.#onCpu(probe)).embedding);
        trial = { ...trial, cosine: Math.min(cosine, trial.cosine ?? 1), timesRealTime: run.timesRealTime };
        if (!agrees(trial) || run.timesRealTime < LEAST_SPEED) break;
      }
      return trial;
    } catch (error) {
      if (!isSoundalikeError(error) || this.#signal?.aborted) throw error;
      return { ...trial, cosine: null, timesRealTime: null, failure: reasonOf(error) };
    }
  }

  #onCpu(probe: Probe): Promise<Run> {
    const run = this.#reference.get(probe) ?? this.#run('cpu', probe, this.#signal);
    this.#reference.set(probe, run);
    return run;
  }

  async #onDevice(device: EmbeddingDevice, probe: Probe): Promise<Run> {
    const limit = AbortSignal.timeout(this.#limitMs);
    const signal = this.#signal ? AbortSignal.any([this.#signal, limit]) : limit;
    try {
      return await this.#run(device, probe, signal);
    } catch (error) {
      if (!limit.aborted || this.#signal?.aborted) throw error;
      const problem = `it did not finish ${probe.seconds} s of sound within ${this.#limitMs / 1000} s`;
      throw new SoundalikeError('DECODE_TIMEOUT', problem, { cause: error });
    }
  }

  async #run(device: EmbeddingDevice, { seconds, isFull }: Probe, signal?: AbortSignal): Promise<Run> {
    if (signal?.aborted) throw new SoundalikeError('ABORTED', 'the self-test of the device was stopped');
    const { spec, folder, manifest } = this.#model;
    const size = poolSize(spec, manifest, this.#threads);
    const all = device === 'cpu' ? size.workers : DEVICE_WORKERS;
    const workers = isFull ? all : 1;
    await using pool = new EmbeddingPool({
      model: spec.id,
      folder,
      ...size,
      workers,
      ...(device !== 'cpu' && { device: { name: device, workers, onFailure: () => undefined } }),
    });
    const stop = (): void => void pool.close();
    signal?.addEventListener('abort', stop);
    using _listening = { [Symbol.dispose]: () => signal?.removeEventListener('abort', stop) };
    const samples = selfTestSignal(seconds * spec.features.sampleRate, spec.features.sampleRate);
    const embed = (): Promise<TrackEmbedding[]> =>
      Promise.all(Array.from({ length: workers }, () => pool.embed({ samples })));
    // The first time also loads the model and compiles its shaders.
    const [first] = await embed();
    const start = performance.now();
    const again = await embed();
    const elapsed = (performance.now() - start) / 1000;
    for (const { embedding } of again)
      if (cosineOf(embedding, first!.embedding) < LEAST_COSINE)
        throw new SoundalikeError('EMBEDDING_INVALID', 'it computed two vectors for the same sound');
    return { embedding: first!.embedding, timesRealTime: (seconds * workers) / elapsed };
  }
}

/** Return whether the vectors of a device belong to the space of the CPU. */
export function agrees({ cosine }: Pick<DeviceTrial, 'cosine'>): boolean {
  return cosine !== null && cosine >= LEAST_COSINE;
}

/** Return the cosine of two vectors in double precision: the norm of a vector in float32 is not exactly 1. */
function cosineOf(a: Float32Array, b: Float32Array): number {
  let [dot, squaresA, squaresB] = [0, 0, 0];
  for (const [n, value] of a.entries()) {
    dot += value * b[n]!;
    squaresA += value * value;
    squaresB += b[n]! * b[n]!;
  }
  return dot / Math.sqrt(squaresA * squaresB);
}
