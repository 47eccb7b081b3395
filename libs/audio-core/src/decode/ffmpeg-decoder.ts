import type { Decoder, DecodeRequest, TimeWindow } from './decoder.ts';
import { cutFilter, fileAddress, filterChain, INPUT_OPTIONS, WINDOW_MARGIN, WINDOW_PREROLL } from './ffmpeg-options.ts';

/** Largest single allocation of the ffmpeg program, bytes: far above any tag, cover or index of a real file. */
const MAX_ALLOCATION = 256 * 2 ** 20;

/** Return the decoder that runs an ffmpeg program. */
export function ffmpegDecoder(name: string, program: string): Decoder {
  return { name, command: (request) => ({ program, args: ffmpegArguments(request) }) };
}

function ffmpegArguments({ path, sampleRate, windows }: DecodeRequest): string[] {
  const input = [
    ...Object.entries(INPUT_OPTIONS).flatMap(([option, value]) => [`-${option}`, value]),
    '-vn',
    '-sn',
    '-dn',
  ];
  return [
    '-nostdin',
    '-hide_banner',
    '-loglevel',
    'error',
    '-max_alloc',
    String(MAX_ALLOCATION),
    // The readable part of a damaged file is decoded, however small: the caller judges the result.
    '-max_error_rate',
    '1',
    '-threads',
    '1',
    ...(windows
      ? windowArguments(windows, input, path, sampleRate)
      : [...input, '-i', fileAddress(path), '-map', '0:a:0', '-af', filterChain(sampleRate)]),
    '-f',
    'f32le',
    // Otherwise it writes each packet separately, a few kilobytes, which takes more than half of the reader's time.
    '-flush_packets',
    '0',
    'pipe:1',
  ];
}

/** Return the arguments that open the file once for each window, and join the windows after the filters. */
function windowArguments(
  windows: readonly TimeWindow[],
  input: readonly string[],
  path: string,
  sampleRate: number,
): string[] {
  const preroll = ({ startSeconds }: TimeWindow): number => Math.min(WINDOW_PREROLL, startSeconds);
  const chains = windows.map((window, index) => {
    const filters = [
      `atrim=start=${preroll(window)}`,
      'asetpts=PTS-STARTPTS',
      filterChain(sampleRate),
      cutFilter(sampleRate, window.seconds),
    ];
    return `[${index}:a:0]${filters.join(',')}[w${index}]`;
  });
  const joined = `${windows.map((_, index) => `[w${index}]`).join('')}concat=n=${windows.length}:v=0:a=1[out]`;
  return [
    ...windows.flatMap((window) => [
      ...input,
      '-ss',
      (window.startSeconds - preroll(window)).toFixed(6),
      '-t',
      (preroll(window) + window.seconds + WINDOW_MARGIN).toFixed(6),
      '-i',
      fileAddress(path),
    ]),
    '-filter_complex',
    [...chains, joined].join(';'),
    '-map',
    '[out]',
  ];
}
