import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { DecodeReply, DecodeRequest } from './decode-thread-main.ts';
import type { SampleReader } from './decode-samples.ts';
import { ringMemory, SampleRing } from './sample-ring.ts';
import type { RingMemory } from './sample-ring.ts';
import { receivedError } from './sent-error.ts';
import type { SentSource } from './track-source.ts';
import type { SentError } from './worker-protocol.ts';

const THREAD_FILE = fileURLToPath(new URL('./decode-thread-main.ts', import.meta.url));

/** A track that is being decoded. */
interface Decoding {
  readonly ring: SampleRing;
  /** Set when its decoder has ended: the error, or null. */
  end?: SentError | null;
}

/**
 * Return a function like `decodeSamples` that decodes in another thread, which goes on while this one is blocked.
 * @param aheadSeconds least seconds of a track that are decoded ahead
 */
export function decodeInThread(
  aheadSeconds: number,
): (source: SentSource, sampleRate: number, signal: AbortSignal) => SampleReader {
  const thread = new Worker(THREAD_FILE, { execArgv: [] });
  const tracks = new Map<number, Decoding>();
  /** Memory of tracks that have ended: new memory costs time. */
  const free: RingMemory[] = [];
  let count = 0;
  const send = (request: DecodeRequest): void => thread.postMessage(request);
  thread.on('message', ({ track, error }: DecodeReply) => {
    const decoding = tracks.get(track)!;
    decoding.end = error;
    decoding.ring.wake();
  });
  // Its failure is that of the worker: the main process replaces it.
  thread.on('error', (error) => {
    throw error;
  });

  return async function* (source, sampleRate, signal) {
    const track = count++;
    const memory = free.pop() ?? ringMemory(aheadSeconds * sampleRate);
    const ring = new SampleRing(memory);
    ring.clear();
    const decoding: Decoding = { ring };
    tracks.set(track, decoding);
    const stop = (): void => {
      send({ type: 'stop', track });
      ring.wake();
    };
    signal.addEventListener('abort', stop);
    send({ type: 'decode', track, source, sampleRate, memory });
    try {
      if (signal.aborted) stop();
      while (true) {
        const samples = ring.peek();
        if (samples.length > 0) {
          yield samples;
          ring.release(samples.length);
        } else if (decoding.end === undefined) {
          await ring.readable();
        } else if (decoding.end !== null) {
          throw receivedError(decoding.end);
        } else return;
      }
    } finally {
      signal.removeEventListener('abort', stop);
      if (decoding.end === undefined) stop();
      while (decoding.end === undefined) {
        ring.release(ring.peek().length);
        await ring.readable();
      }
      tracks.delete(track);
      free.push(memory);
    }
  };
}
