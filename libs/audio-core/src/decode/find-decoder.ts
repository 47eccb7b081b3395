import { createRequire } from 'node:module';
import { SoundalikeError, isSoundalikeError, reasonOf } from '@soundalike/errors';
import type { Decoder } from './decoder.ts';
import { ffmpegDecoder } from './ffmpeg-decoder.ts';
import { nodeAvDecoder } from './node-av-decoder.ts';
import { tryDecoder } from './try-decoder.ts';

/**
 * Finds a decoder that works here: it is taken only once it has decoded a test tone. In order: `ffmpegPath`, and then nothing else will do;
 * ffmpeg-static; `ffmpeg` on PATH; the FFmpeg libraries that node-av ships. All give the same samples of whole files; of chained or
 * damaged ones, versions of FFmpeg give more or less.
 * @throws `DECODER_MISSING`, naming what was tried and what came of it; `TEMPORARY_WRITE_FAILED` when nothing can be tried, because the
 * temporary folder cannot be written
 */
export async function findDecoder({ ffmpegPath }: { ffmpegPath?: string } = {}): Promise<Decoder> {
  const failures: string[] = [];
  for (const decoder of decoderCandidates(ffmpegPath)) {
    try {
      await tryDecoder(decoder);
      return decoder;
    } catch (error) {
      if (isSoundalikeError(error, 'TEMPORARY_WRITE_FAILED')) throw error;
      failures.push(`${decoder.name}: ${reasonOf(error)}`);
    }
  }
  throw new SoundalikeError(
    'DECODER_MISSING',
    `decoder: expected an FFmpeg that decodes a test tone, got none (${failures.join('; ')})`,
  );
}

/** All that might decode here, in order of preference. */
export function decoderCandidates(ffmpegPath?: string): Decoder[] {
  if (ffmpegPath !== undefined) return [ffmpegDecoder('FFMPEG_PATH', ffmpegPath)];
  const staticPath = ffmpegStaticPath();
  return [
    ...(staticPath === null ? [] : [ffmpegDecoder('ffmpeg-static', staticPath)]),
    ffmpegDecoder('ffmpeg on PATH', 'ffmpeg'),
    nodeAvDecoder,
  ];
}

/** Where the optional package ffmpeg-static keeps its program; null where it is not installed, since that needs a download. */
function ffmpegStaticPath(): string | null {
  try {
    return createRequire(import.meta.url)('ffmpeg-static') as string | null;
  } catch {
    return null;
  }
}
