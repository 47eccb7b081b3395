import { resolve } from 'node:path';
import { SoundalikeError } from '@soundalike/errors';
import { openRegularFile } from '../files/open-regular-file.ts';
import { DECODE_LIMITS, DecodeProcess } from './decode-process.ts';
import type { DecodeLimits } from './decode-process.ts';
import type { Decoder, TimeWindow } from './decoder.ts';
import { explainCrash, explainFailure } from './explain-failure.ts';
import type { Piece } from './piece-reader.ts';
import { OverloadMute, SAMPLE_LIMIT } from './overload-mute.ts';

/** Options of decoding a file. */
export interface DecodeOptions {
  /** Sample rate of the result, Hz. */
  readonly sampleRate: number;
  /**
   * Parts to decode instead of the entire file. Their samples follow one another; a part that reaches beyond the end of
   * the file is shorter.
   */
  readonly windows?: readonly TimeWindow[];
  /** Decoder from `findDecoder`. */
  readonly decoder: Decoder;
  readonly signal?: AbortSignal;
  /** Default: `DECODE_LIMITS`. */
  readonly limits?: Partial<DecodeLimits>;
  /** Read into the memory of a piece again when the next is requested: a piece is valid only until then. */
  readonly reusesMemory?: boolean;
  /** Receives the id of the decoder's process, which leads a process group except on Windows. */
  readonly onStart?: (pid: number) => void;
}

const BYTES_PER_SAMPLE = Float32Array.BYTES_PER_ELEMENT;

/** Largest share of samples beyond `SAMPLE_LIMIT` of a file that is decoded: above, it is not sound on this scale. */
const MAX_OVERLOADED_SHARE = 0.01;

/**
 * Decode the first audio stream of a file to mono samples: the mean of its channels, from -1 to 1, or beyond if the
 * file exceeds full scale. Samples beyond `SAMPLE_LIMIT` and those that are not finite, which only files in float can
 * have, are muted, with 4 ms around them. The pieces are of one second, the last one shorter, each in a separate buffer.
 * Of a truncated or damaged file, the readable part is decoded. The decoder runs in another process, and only as far
 * ahead as a pipe and some pieces hold. It has ended when the generator ends, for whatever reason.
 * @throws `FILE_UNREADABLE`, `FILE_EMPTY`, `NOT_A_FILE`, `NO_AUDIO`, `NO_AUDIO_STREAM`, `DECODE_FAILED`, `DECODE_TIMEOUT`,
 * `DECODE_LIMIT`, `DECODER_MISSING`, `ABORTED`
 */
export async function* decodeAudio(
  path: string,
  options: DecodeOptions,
): AsyncGenerator<Float32Array<ArrayBuffer>, void, undefined> {
  const { sampleRate, windows, decoder, signal, reusesMemory = false, onStart } = options;
  const limits = { ...DECODE_LIMITS, ...options.limits };
  if (signal?.aborted) throw aborted(signal);
  const { handle } = await openRegularFile(path);
  await handle.close();

  const absolutePath = resolve(path);
  const decoding = new DecodeProcess(
    decoder.command({ path: absolutePath, sampleRate, ...(windows && { windows }) }),
    limits,
    sampleRate * BYTES_PER_SAMPLE,
  );
  const abort = (): void => decoding.stop(aborted(signal));
  signal?.addEventListener('abort', abort, { once: true });
  try {
    if (decoding.pid !== undefined) onStart?.(decoding.pid);
    if (signal?.aborted) abort();
    const mute = new OverloadMute(sampleRate);
    let count = 0;
    for await (const piece of decoding.output()) {
      const samples = samplesOf(piece);
      count += samples.length;
      if (count > limits.durationSeconds * sampleRate)
        throw new SoundalikeError('DECODE_LIMIT', `the audio is longer than the limit of ${limits.durationSeconds} s`);
      for (const complete of samples.length > 0 ? mute.add(samples) : []) {
        yield complete;
        if (reusesMemory) decoding.recycle(complete.buffer);
      }
    }
    const end = await decoding.end();
    if (count === 0) throw await explainFailure(absolutePath, decoding.messages, end);
    if (end.exitCode !== 0) throw explainCrash(absolutePath, decoding.messages, end);
    if (mute.share > MAX_OVERLOADED_SHARE) throw overloaded(mute.share);
    yield* mute.finish();
  } finally {
    signal?.removeEventListener('abort', abort);
    await decoding.close();
  }
}

/** Return the samples of bytes in the byte order of the machine, without an incomplete one at the end. */
function samplesOf({ buffer, length }: Piece): Float32Array<ArrayBuffer> {
  const rest = length % BYTES_PER_SAMPLE;
  return new Float32Array(rest === 0 ? buffer : buffer.slice(0, length - rest));
}

function overloaded(share: number): SoundalikeError {
  return new SoundalikeError(
    'DECODE_FAILED',
    `${Math.round(100 * share)} % of the samples are not numbers or are more than ${SAMPLE_LIMIT} times full scale: ` +
      'the file is damaged or has an unknown scale; export it again with integer samples (16 or 24 bits)',
  );
}

function aborted(signal: AbortSignal | undefined): SoundalikeError {
  return new SoundalikeError('ABORTED', 'decoding was stopped before the end of the file', { cause: signal?.reason });
}
