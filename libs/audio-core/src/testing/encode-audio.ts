import { extname } from 'node:path';
import {
  AV_CODEC_FLAG_GLOBAL_HEADER,
  AV_LOG_ERROR,
  AV_SAMPLE_FMT_FLT,
  AV_SAMPLE_FMT_FLTP,
  AV_SAMPLE_FMT_S16,
  FF_ENCODER_AAC,
  FF_ENCODER_FLAC,
  FF_ENCODER_LIBMP3LAME,
  FF_ENCODER_LIBOPUS,
  FF_ENCODER_LIBVORBIS,
} from 'node-av/constants';
import type { AVSampleFormat, FFEncoderCodec } from 'node-av/constants';
import {
  avChannelLayoutDefault,
  Codec,
  CodecContext,
  Dictionary,
  FFmpegError,
  FormatContext,
  Frame,
  Log,
  Packet,
  Rational,
} from 'node-av/lib';
import { interleave } from '../decode/wav-bytes.ts';
import type { EncodedTags } from './retag-audio.ts';

/** Encoder and sample format for each file name extension. */
const ENCODERS: Readonly<Record<string, readonly [FFEncoderCodec, AVSampleFormat]>> = {
  '.mp3': [FF_ENCODER_LIBMP3LAME, AV_SAMPLE_FMT_FLTP],
  '.flac': [FF_ENCODER_FLAC, AV_SAMPLE_FMT_S16],
  '.ogg': [FF_ENCODER_LIBVORBIS, AV_SAMPLE_FMT_FLTP],
  '.opus': [FF_ENCODER_LIBOPUS, AV_SAMPLE_FMT_FLT],
  '.m4a': [FF_ENCODER_AAC, AV_SAMPLE_FMT_FLTP],
  '.aac': [FF_ENCODER_AAC, AV_SAMPLE_FMT_FLTP],
};

const BITS_PER_SECOND = 128_000n;

/**
 * Encodes audio to what the name of `path` says: MP3, FLAC, Ogg Vorbis, Opus, M4A or AAC, at 128 kbit/s where lossy.
 * @param channels as many samples each, -1 to 1
 * @param sampleRate one that the format knows, in Hz: 48,000 for Opus
 */
export async function encodeAudio(
  path: string,
  channels: readonly Float32Array[],
  sampleRate: number,
  tags: EncodedTags = {},
): Promise<void> {
  Log.setLevel(AV_LOG_ERROR);
  const [name, format] = ENCODERS[extname(path)]!;
  const codec = Codec.findEncoderByName(name)!;
  using encoder = new CodecContext();
  encoder.allocContext3(codec);
  encoder.sampleFormat = format;
  encoder.sampleRate = sampleRate;
  encoder.channelLayout = avChannelLayoutDefault(channels.length);
  encoder.timeBase = new Rational(1, sampleRate);
  encoder.bitRate = BITS_PER_SECOND;
  encoder.setFlags(AV_CODEC_FLAG_GLOBAL_HEADER);
  FFmpegError.throwIfError(encoder.open2Sync(codec), 'open encoder');

  await using output = new FormatContext();
  FFmpegError.throwIfError(output.allocOutputContext2(null, null, path), 'find format');
  output.metadata = Dictionary.fromObject(tags);
  const stream = output.newStream(codec);
  FFmpegError.throwIfError(stream.codecpar.fromContext(encoder));
  stream.timeBase = encoder.timeBase;
  FFmpegError.throwIfError(output.openOutputSync(), 'create file');
  FFmpegError.throwIfError(output.writeHeaderSync(), 'write header');
  using packet = new Packet();
  packet.alloc();
  for (const frame of framesOf(channels, encoder)) {
    FFmpegError.throwIfError(encoder.sendFrameSync(frame), 'encode');
    while (encoder.receivePacketSync(packet) >= 0) {
      packet.streamIndex = stream.index;
      packet.rescaleTs(encoder.timeBase, stream.timeBase);
      FFmpegError.throwIfError(output.interleavedWriteFrameSync(packet), 'write');
    }
  }
  FFmpegError.throwIfError(output.writeTrailerSync(), 'finish file');
  output.closeOutputSync();
}

/** Frames as long as the encoder wants them, then null: its sign to give what it still holds. */
function* framesOf(channels: readonly Float32Array[], encoder: CodecContext): Generator<Frame | null> {
  const { sampleFormat, sampleRate, channelLayout, timeBase, frameSize } = encoder;
  for (let start = 0; start < channels[0]!.length; start += frameSize) {
    const parts = channels.map((samples) => samples.subarray(start, start + frameSize));
    using frame = Frame.fromAudioBuffer(sampleBytes(parts, sampleFormat), {
      nbSamples: parts[0]!.length,
      format: sampleFormat,
      sampleRate,
      channelLayout,
      timeBase,
      pts: BigInt(start),
    });
    yield frame;
  }
  yield null;
}

function sampleBytes(channels: readonly Float32Array[], format: AVSampleFormat): Buffer {
  if (format === AV_SAMPLE_FMT_FLTP)
    return Buffer.concat(
      channels.map((samples) => new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength)),
    );
  return interleave(channels, format === AV_SAMPLE_FMT_S16 ? 'int16' : 'float32');
}
