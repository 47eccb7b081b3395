import { readSync } from 'node:fs';
import type { Writable } from 'node:stream';
import type { ErrorCode } from '@soundalike/errors';
import type { EmbeddingDevice, ModelId } from '@soundalike/catalog';
import { freeMemory } from '../machine/free-memory.ts';
import type { TrackEmbedding } from './track-embedder.ts';

/** Settings that a worker is started with. */
export interface WorkerSettings {
  readonly model: ModelId;
  /** Folder of the model's files. */
  readonly folder: string;
  readonly intraOpThreads: number;
  readonly device: EmbeddingDevice;
}

/**
 * A request to the worker, over a dedicated channel. A track is `begin`, any number of `samples`, then `finish`; a new
 * `begin` drops an unfinished track. `windowSamples` is infinite if the entire track is one window.
 */
export type WorkerRequest =
  | { readonly type: 'begin'; readonly job: number; readonly windowSamples: number }
  | { readonly type: 'samples'; readonly job: number; readonly samples: Float32Array }
  | { readonly type: 'finish'; readonly job: number };

/**
 * A reply of the worker, as a message between processes. Each `samples` is answered by one `taken`, so that the sender
 * can limit the number of pieces that are under way.
 */
export type WorkerReply =
  | { readonly type: 'ready' }
  | { readonly type: 'taken'; readonly job: number }
  | { readonly type: 'done'; readonly job: number; readonly result: TrackEmbedding }
  | { readonly type: 'failed'; readonly job: number | null; readonly code: ErrorCode; readonly message: string };

/** Descriptor from which the worker reads its requests. */
export const REQUEST_CHANNEL = 4;

/**
 * Types of requests. A request begins with three float64: the index of its type here, the job, and `windowSamples` or
 * the number of samples, which follow as float32.
 */
const TYPES = ['begin', 'samples', 'finish'] as const;

/** Numbers at the start of a request. */
const HEAD_LENGTH = 3;

/**
 * Send a request, and free the memory of its samples once they are written. Messages between processes would copy the
 * samples about five times, each time to new memory.
 */
export function writeRequest(channel: Writable, request: WorkerRequest): void {
  const value =
    request.type === 'begin' ? request.windowSamples : request.type === 'samples' ? request.samples.length : 0;
  channel.cork();
  channel.write(bytesOf(Float64Array.of(TYPES.indexOf(request.type), request.job, value)));
  if (request.type === 'samples' && request.samples.length > 0) {
    const { samples } = request;
    channel.write(bytesOf(samples), () => freeMemory(samples));
  }
  channel.uncork();
}

/** Reads requests, and blocks the event loop while it waits: the worker has nothing else to do. */
export class RequestReader {
  readonly #descriptor: number;
  readonly #head = new Float64Array(HEAD_LENGTH);
  #samples = new Float32Array(0);

  constructor(descriptor: number) {
    this.#descriptor = descriptor;
  }

  /** @returns the next request, whose samples are valid until the next call; null if the sender has ended */
  read(): WorkerRequest | null {
    if (!this.#fill(bytesOf(this.#head))) return null;
    const [type, job, value] = this.#head as unknown as [number, number, number];
    if (TYPES[type] === 'begin') return { type: 'begin', job, windowSamples: value };
    if (TYPES[type] === 'finish') return { type: 'finish', job };
    if (this.#samples.length < value) this.#samples = new Float32Array(value);
    const samples = this.#samples.subarray(0, value);
    return this.#fill(bytesOf(samples)) ? { type: 'samples', job, samples } : null;
  }

  #fill(bytes: Uint8Array): boolean {
    for (let filled = 0; filled < bytes.length;) {
      const read = readSync(this.#descriptor, bytes, filled, bytes.length - filled, null);
      if (read === 0) return false;
      filled += read;
    }
    return true;
  }
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array | Float64Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
