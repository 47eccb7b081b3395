import type { Decoder, DecodeRequest } from './decoder.ts';
import { filterChain } from './filter-chain.ts';
import { fileAddress, INPUT_OPTIONS } from './input-limits.ts';

/** Largest single allocation of the ffmpeg program, bytes: far above any tag, cover or index of a sane file. */
const MAX_ALLOCATION = 256 * 2 ** 20;

/** An ffmpeg program. */
export function ffmpegDecoder(name: string, program: string): Decoder {
  return { name, command: (request) => ({ program, args: ffmpegArguments(request) }) };
}

function ffmpegArguments({ path, sampleRate }: DecodeRequest): string[] {
  return [
    '-nostdin', '-hide_banner',
    '-loglevel', 'error',
    '-max_alloc', String(MAX_ALLOCATION),
    // However much of a file is damaged, what is left of it is decoded: the caller judges what came out.
    '-max_error_rate', '1',
    '-threads', '1',
    ...Object.entries(INPUT_OPTIONS).flatMap(([option, value]) => [`-${option}`, value]),
    '-vn', '-sn', '-dn',
    '-i', fileAddress(path),
    '-map', '0:a:0',
    '-af', filterChain(sampleRate),
    '-f', 'f32le',
    'pipe:1',
  ];
}
