import { resolve } from 'node:path';
import { SoundalikeError } from '@soundalike/errors';
import { openRegularFile } from '../files/open-regular-file.ts';
import { DECODE_LIMITS } from './decode-limits.ts';
import type { DecodeLimits } from './decode-limits.ts';
import { DecodeProcess } from './decode-process.ts';
import type { Decoder, TimeWindow } from './decoder.ts';
import { explainCrash, explainFailure } from './explain-failure.ts';
import { SamplePieces } from './sample-pieces.ts';

export interface DecodeOptions {
  /** Hz; the file's own rate is converted to it. */
  readonly sampleRate: number;
  /** Parts to seek to, in place of the whole file; they come one after the other, each as long as it was asked for where the file reaches that far. */
  readonly windows?: readonly TimeWindow[];
  /** From `findDecoder`. */
  readonly decoder: Decoder;
  readonly signal?: AbortSignal;
  /** `DECODE_LIMITS` where not given. */
  readonly limits?: Partial<DecodeLimits>;
}

/**
 * Decodes a file to mono samples (the mean of its channels, nothing else changed; -1 to 1, or beyond where the file is) in pieces of one
 * second and a shorter last one, each in a buffer of its own. The first audio stream counts. A truncated or damaged file gives what is left
 * of it. The decoder runs in another process and only as far ahead as a pipe holds; it is gone when the generator ends, however it ends.
 * @throws `FILE_UNREADABLE`, `FILE_EMPTY`, `NOT_A_FILE`, `NO_AUDIO`, `DECODE_FAILED`, `DECODE_TIMEOUT`, `DECODE_LIMIT`, `DECODER_MISSING`, `ABORTED`
 */
export async function* decodeAudio(
  path: string,
  options: DecodeOptions,
): AsyncGenerator<Float32Array<ArrayBuffer>, void, undefined> {
  const { sampleRate, windows, decoder, signal } = options;
  const limits = { ...DECODE_LIMITS, ...options.limits };
  if (signal?.aborted) throw aborted(signal);
  const { handle } = await openRegularFile(path);
  await handle.close();

  const absolutePath = resolve(path);
  const decoding = new DecodeProcess(
    decoder.command({ path: absolutePath, sampleRate, ...(windows && { windows }) }),
    limits,
  );
  const abort = (): void => decoding.stop(aborted(signal));
  signal?.addEventListener('abort', abort, { once: true });
  try {
    if (signal?.aborted) abort();
    const pieces = new SamplePieces(sampleRate);
    let seconds = 0;
    for await (const bytes of decoding.output()) {
      for (const piece of pieces.add(bytes)) {
        seconds += piece.length / sampleRate;
        if (seconds > limits.durationSeconds)
          throw new SoundalikeError(
            'DECODE_LIMIT',
            `decode: expected at most ${limits.durationSeconds} s of audio, got more`,
          );
        yield piece;
      }
    }
    const end = await decoding.end();
    const last = pieces.rest();
    if (seconds === 0 && last.length === 0) throw await explainFailure(absolutePath, decoding.messages, end);
    if (end.exitCode !== 0) throw explainCrash(absolutePath, decoding.messages, end);
    if (last.length > 0) yield last;
  } finally {
    signal?.removeEventListener('abort', abort);
    await decoding.close();
  }
}

function aborted(signal: AbortSignal | undefined): SoundalikeError {
  return new SoundalikeError('ABORTED', 'decode: stopped before the end of the file', { cause: signal?.reason });
}
