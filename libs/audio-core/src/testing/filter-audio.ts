import { AV_SAMPLE_FMT_FLT } from 'node-av/constants';
import { avChannelLayoutDefault, Frame, Rational } from 'node-av/lib';
import { NodeAvFilter } from '../decode/node-av-filter.ts';

/**
 * Run mono samples through filters of FFmpeg.
 * @param filters in FFmpeg's syntax, from mono to mono
 * @param sampleRate Hz
 * @param outputRate sample rate of the result, Hz
 */
export function filterAudio(
  samples: Float32Array,
  sampleRate: number,
  filters: string,
  outputRate = sampleRate,
): Float32Array<ArrayBuffer> {
  const parts: Buffer[] = [];
  const filter = new NodeAvFilter(
    `${filters},aformat=sample_fmts=flt:sample_rates=${outputRate}:channel_layouts=mono`,
    (bytes) => parts.push(Buffer.from(bytes)),
  );
  for (let start = 0; start < samples.length; start += sampleRate) {
    const part = samples.slice(start, start + sampleRate);
    using frame = Frame.fromAudioBuffer(Buffer.from(part.buffer), {
      nbSamples: part.length,
      format: AV_SAMPLE_FMT_FLT,
      sampleRate,
      channelLayout: avChannelLayoutDefault(1),
      timeBase: new Rational(1, sampleRate),
      pts: BigInt(start),
    });
    filter.add(frame);
  }
  filter.finish();
  return new Float32Array(new Uint8Array(Buffer.concat(parts)).buffer);
}
