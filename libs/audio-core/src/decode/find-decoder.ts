import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { SoundalikeError, isSoundalikeError, reasonOf } from '@soundalike/errors';
import type { Decoder } from './decoder.ts';
import { ffmpegDecoder } from './ffmpeg-decoder.ts';
import { tryDecoder } from './try-decoder.ts';

const NODE_AV_FILE = fileURLToPath(new URL('./node-av-child.ts', import.meta.url));

/**
 * The FFmpeg libraries of the npm package node-av, in a separate process: a crash on a hostile file fails only that
 * file. Its start takes about 0.1 s of processor time for each file.
 */
export const nodeAvDecoder: Decoder = {
  name: 'node-av',
  command: ({ path, sampleRate, windows = [] }) => ({
    program: process.execPath,
    args: [NODE_AV_FILE, path, String(sampleRate), JSON.stringify(windows)],
  }),
};

/**
 * Find a decoder that decodes a test tone on this machine. With `ffmpegPath` only that program is tried. Otherwise, in
 * order: ffmpeg-static; `ffmpeg` on PATH; the FFmpeg libraries of node-av. All decode an intact file to the same
 * samples; of chained or damaged files, versions of FFmpeg decode more or less.
 * @throws `DECODER_MISSING` with the failure of each candidate; `TEMPORARY_WRITE_FAILED` if none can be tried, because
 * the temporary folder cannot be written to
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
    `no decoder works here; install ffmpeg, or set FFMPEG_PATH to one that works (${failures.join('; ')})`,
  );
}

/** Return the decoders to try, in order of preference. */
export function decoderCandidates(ffmpegPath?: string): Decoder[] {
  if (ffmpegPath !== undefined) return [ffmpegDecoder('FFMPEG_PATH', ffmpegPath)];
  const staticPath = ffmpegStaticPath();
  return [
    ...(staticPath === null ? [] : [ffmpegDecoder('ffmpeg-static', staticPath)]),
    ffmpegDecoder('ffmpeg on PATH', 'ffmpeg'),
    nodeAvDecoder,
  ];
}

/** Return the path of the program of the optional package ffmpeg-static; null if the package is not installed. */
function ffmpegStaticPath(): string | null {
  try {
    return createRequire(import.meta.url)('ffmpeg-static') as string | null;
  } catch {
    return null;
  }
}
