import type { Decoder, DecodeRequest, TimeWindow } from './decoder.ts';
import { cutFilter, filterChain, WINDOW_MARGIN, WINDOW_PREROLL } from './filter-chain.ts';
import { fileAddress, INPUT_OPTIONS } from './input-limits.ts';

/** Largest single allocation of the ffmpeg program, bytes: far above any tag, cover or index of a sane file. */
const MAX_ALLOCATION = 256 * 2 ** 20;

/** An ffmpeg program. */
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
    // However much of a file is damaged, what is left of it is decoded: the caller judges what came out.
    '-max_error_rate',
    '1',
    '-threads',
    '1',
    ...(windows
      ? windowArguments(windows, input, path, sampleRate)
      : [...input, '-i', fileAddress(path), '-map', '0:a:0', '-af', filterChain(sampleRate)]),
    '-f',
    'f32le',
    // Or it writes each packet by itself, a few kilobytes, which costs the reader more than half of its time.
    '-flush_packets',
    '0',
    'pipe:1',
  ];
}

/** The file as one input for each window, joined after the filters. */
function windowArguments(
  windows: readonly TimeWindow[],
  input: readonly string[],
  path: string,
  sampleRate: number,
): string[] {
  const preroll = ({ startSeconds }: TimeWindow): number => Math.min(WINDOW_PREROLL, startSeconds);
  const chains = windows.map(
    (window, index) =>
      `[${index}:a:0]atrim=start=${preroll(window)},asetpts=PTS-STARTPTS,${filterChain(sampleRate)},${cutFilter(sampleRate, window.seconds)}[w${index}]`,
  );
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
