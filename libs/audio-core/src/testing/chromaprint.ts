import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AV_CODEC_ID_PCM_S16LE, AV_SAMPLE_FMT_S16 } from 'node-av/constants';
import {
  avChannelLayoutDefault,
  Codec,
  CodecContext,
  Dictionary,
  FFmpegError,
  FormatContext,
  Packet,
  Rational,
} from 'node-av/lib';

/**
 * Return the Chromaprint fingerprint of samples (https://acoustid.org/chromaprint), by FFmpeg's muxer: 32 bits about
 * eight times a second.
 * @param samples mono
 * @param sampleRate Hz
 */
export async function chromaprint(samples: Float32Array, sampleRate: number): Promise<Uint32Array> {
  const folder = await mkdtemp(join(tmpdir(), 'soundalike-fingerprint-'));
  try {
    const path = join(folder, 'fingerprint');
    await writeFingerprint(path, samples, sampleRate);
    return new Uint32Array(new Uint8Array(await readFile(path)).buffer);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function writeFingerprint(path: string, samples: Float32Array, sampleRate: number): Promise<void> {
  const codec = Codec.findEncoder(AV_CODEC_ID_PCM_S16LE)!;
  using encoder = new CodecContext();
  encoder.allocContext3(codec);
  encoder.sampleFormat = AV_SAMPLE_FMT_S16;
  encoder.sampleRate = sampleRate;
  encoder.channelLayout = avChannelLayoutDefault(1);
  encoder.timeBase = new Rational(1, sampleRate);
  FFmpegError.throwIfError(encoder.open2Sync(codec), 'open encoder');
  await using output = new FormatContext();
  FFmpegError.throwIfError(output.allocOutputContext2(null, 'chromaprint', path), 'find format');
  const stream = output.newStream(codec);
  FFmpegError.throwIfError(stream.codecpar.fromContext(encoder));
  stream.timeBase = encoder.timeBase;
  FFmpegError.throwIfError(output.openOutputSync(), 'create file');
  FFmpegError.throwIfError(output.writeHeaderSync(Dictionary.fromObject({ fp_format: 'raw' })), 'write header');
  using packet = new Packet();
  packet.alloc();
  for (let start = 0; start < samples.length; start += sampleRate) {
    const part = int16(samples.subarray(start, start + sampleRate));
    packet.data = Buffer.from(part.buffer);
    packet.pts = packet.dts = BigInt(start);
    packet.duration = BigInt(part.length);
    FFmpegError.throwIfError(output.writeFrameSync(packet), 'write');
    packet.unref();
  }
  FFmpegError.throwIfError(output.writeTrailerSync(), 'finish file');
  output.closeOutputSync();
}

function int16(samples: Float32Array): Int16Array<ArrayBuffer> {
  const integers = new Int16Array(samples.length);
  for (let n = 0; n < samples.length; n++)
    integers[n] = Math.max(-32_768, Math.min(32_767, Math.round(samples[n]! * 32_768)));
  return integers;
}
