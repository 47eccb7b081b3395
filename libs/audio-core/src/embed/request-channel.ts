import { readSync } from 'node:fs';
import type { Writable } from 'node:stream';
import type { WorkerRequest } from './worker-protocol.ts';

/** Descriptor in the worker that its requests come from. */
export const REQUEST_CHANNEL = 4;

/** A request begins with three float64: its type's place here, the job, and `windowSamples` or the number of samples, which follow as float32. */
const TYPES = ['begin', 'samples', 'finish'] as const;
const HEAD_LENGTH = 3;

/** Sends a request; what it holds must stay as it is until it is written. Messages between processes would copy a track's samples some five times, in new memory each time. */
export function writeRequest(channel: Writable, request: WorkerRequest): void {
  const value =
    request.type === 'begin' ? request.windowSamples : request.type === 'samples' ? request.samples.length : 0;
  channel.cork();
  channel.write(bytesOf(Float64Array.of(TYPES.indexOf(request.type), request.job, value)));
  if (request.type === 'samples' && request.samples.length > 0) channel.write(bytesOf(request.samples));
  channel.uncork();
}

/** Reads requests, and waits for them without turning the event loop: whoever reads has nothing else to do. */
export class RequestReader {
  readonly #descriptor: number;
  readonly #head = new Float64Array(HEAD_LENGTH);
  #samples = new Float32Array(0);

  constructor(descriptor: number) {
    this.#descriptor = descriptor;
  }

  /** @returns the next request, whose samples are valid until the one after; null when the sender is gone */
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
