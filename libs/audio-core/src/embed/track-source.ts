import { resolve } from 'node:path';
import { DECODE_LIMITS } from '../decode/decode-process.ts';
import type { DecodeLimits } from '../decode/decode-process.ts';
import type { DecodeCommand, Decoder, TimeWindow } from '../decode/decoder.ts';

/** A file to embed. The worker runs its decoder, so that the main process handles no samples. */
export interface FileSource {
  readonly path: string;
  readonly decoder: Decoder;
  /** Parts to decode instead of the entire file, as in `decodeAudio`. */
  readonly windows?: readonly TimeWindow[];
  /** Default: `DECODE_LIMITS`. */
  readonly limits?: Partial<DecodeLimits>;
}

/** Samples to embed: mono, at the model's sample rate. They are copied to the worker at once. */
export interface SamplesSource {
  readonly samples: Float32Array;
}

/** What to embed. */
export type TrackSource = FileSource | SamplesSource;

/** The same, as it is sent to a worker. */
export type SentSource =
  | {
      readonly type: 'file';
      /** Absolute path. */
      readonly path: string;
      readonly command: DecodeCommand;
      readonly limits: DecodeLimits;
    }
  | { readonly type: 'samples'; readonly samples: Float32Array };

/** Return what a worker needs to know of a source. @param sampleRate of the model, Hz */
export function sentSource(source: TrackSource, sampleRate: number): SentSource {
  if ('samples' in source) return { type: 'samples', samples: source.samples };
  const { decoder, windows, limits } = source;
  const path = resolve(source.path);
  const command = decoder.command({ path, sampleRate, ...(windows && { windows }) });
  return { type: 'file', path, command, limits: { ...DECODE_LIMITS, ...limits } };
}
