import { parentPort } from 'node:worker_threads';
import { decodeSamples } from './decode-samples.ts';
import { SampleRing } from './sample-ring.ts';
import type { RingMemory } from './sample-ring.ts';
import { sentError } from './sent-error.ts';
import type { SentSource } from './track-source.ts';
import type { SentError } from './worker-protocol.ts';

/** A request to the thread that decodes: begin a track, or end it early. */
export type DecodeRequest =
  | {
      readonly type: 'decode';
      readonly track: number;
      readonly source: SentSource;
      /** Hz. */
      readonly sampleRate: number;
      /** Receives the samples. */
      readonly memory: RingMemory;
    }
  | { readonly type: 'stop'; readonly track: number };

/** The reply of the thread when the decoder of a track has ended, and all its samples are written. */
export interface DecodeReply {
  readonly track: number;
  readonly error: SentError | null;
}

const port = parentPort!;
const tracks = new Map<number, AbortController>();

port.on('message', (request: DecodeRequest) => {
  if (request.type === 'decode') void decode(request);
  else tracks.get(request.track)?.abort();
});

async function decode(request: Extract<DecodeRequest, { type: 'decode' }>): Promise<void> {
  const { track, source, sampleRate, memory } = request;
  const ring = new SampleRing(memory);
  const stopping = new AbortController();
  const { signal } = stopping;
  signal.addEventListener('abort', () => ring.wake());
  tracks.set(track, stopping);
  let error: SentError | null = null;
  try {
    for await (const samples of decodeSamples(source, sampleRate, signal)) await ring.write(samples, signal);
  } catch (caught) {
    error = sentError(caught);
  }
  tracks.delete(track);
  port.postMessage({ track, error } satisfies DecodeReply);
}
