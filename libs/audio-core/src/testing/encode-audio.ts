import { writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { Demuxer, Muxer, pipeline } from 'node-av/api';
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
  FF_ENCODER_PCM_S16BE,
  FF_ENCODER_TTA,
  FF_ENCODER_WAVPACK,
  FF_ENCODER_WMAV2,
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
import { interleave, wavBytes } from '../decode/wav-bytes.ts';
import type { WavFormat } from '../decode/wav-bytes.ts';

/** FFmpeg's names of tags: `title`, `artist`, `album`, `album_artist`, `date`, `genre`, `track`. */
export type EncodedTags = Readonly<Record<string, string>>;

/** Encoder and sample format for each file name extension. */
const ENCODERS: Readonly<Record<string, readonly [FFEncoderCodec, AVSampleFormat]>> = {
  '.mp3': [FF_ENCODER_LIBMP3LAME, AV_SAMPLE_FMT_FLTP],
  '.flac': [FF_ENCODER_FLAC, AV_SAMPLE_FMT_S16],
  '.oga': [FF_ENCODER_FLAC, AV_SAMPLE_FMT_S16],
  '.ogg': [FF_ENCODER_LIBVORBIS, AV_SAMPLE_FMT_FLTP],
  '.opus': [FF_ENCODER_LIBOPUS, AV_SAMPLE_FMT_FLT],
  '.m4a': [FF_ENCODER_AAC, AV_SAMPLE_FMT_FLTP],
  '.aac': [FF_ENCODER_AAC, AV_SAMPLE_FMT_FLTP],
  '.mp4': [FF_ENCODER_AAC, AV_SAMPLE_FMT_FLTP],
  '.aiff': [FF_ENCODER_PCM_S16BE, AV_SAMPLE_FMT_S16],
  '.wma': [FF_ENCODER_WMAV2, AV_SAMPLE_FMT_FLTP],
  '.wv': [FF_ENCODER_WAVPACK, AV_SAMPLE_FMT_FLTP],
  '.mka': [FF_ENCODER_LIBVORBIS, AV_SAMPLE_FMT_FLTP],
  '.webm': [FF_ENCODER_LIBOPUS, AV_SAMPLE_FMT_FLT],
  '.tta': [FF_ENCODER_TTA, AV_SAMPLE_FMT_S16],
};

const KILOBITS_PER_SECOND = 128;

/** Samples of each frame for encoders that accept any number. */
const ANY_FRAME_SIZE = 4096;

/**
 * Encode audio in the format of the extension of `path`: MP3, FLAC (`.oga`: in Ogg), Ogg Vorbis, Opus, M4A, MP4, AAC,
 * AIFF, WMA, WavPack, MKA, WebM or TTA.
 * @param channels of equal length, -1 to 1
 * @param sampleRate a rate that the format supports, in Hz: 48,000 for Opus and WebM
 * @param kilobitsPerSecond of all channels together, for lossy formats
 */
export async function encodeAudio(
  path: string,
  channels: readonly Float32Array[],
  sampleRate: number,
  tags: EncodedTags = {},
  kilobitsPerSecond = KILOBITS_PER_SECOND,
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
  encoder.bitRate = BigInt(1000 * kilobitsPerSecond);
  encoder.setFlags(AV_CODEC_FLAG_GLOBAL_HEADER);
  FFmpegError.throwIfError(encoder.open2Sync(codec), 'open encoder');

  await writeEncoded(path, codec, encoder, framesOf(channels, encoder), tags);
}

/** Encode frames and write them to a file. @param frames null, the last one, tells the encoder to return its last packets */
export async function writeEncoded(
  path: string,
  codec: Codec,
  encoder: CodecContext,
  frames: Iterable<Frame | null>,
  tags: EncodedTags = {},
): Promise<void> {
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
  for (const frame of frames) {
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

/** Copy the packets of `source` to `target` unchanged, with other tags, as a tagging program does. */
export async function retagAudio(source: string, target: string, tags: EncodedTags): Promise<void> {
  await using input = await Demuxer.open(source);
  // Ogg stores tags in the stream, the other formats in the file.
  input.audio()!.metadata = Dictionary.fromObject(tags);
  await using output = await Muxer.open(target, {
    configure: (context) => {
      context.metadata = Dictionary.fromObject(tags);
    },
  });
  await pipeline(input, output).completion;
}

/** Write a WAV file. @param channels of equal length, -1 to 1 @param sampleRate Hz */
export async function writeWav(
  path: string,
  channels: readonly Float32Array[],
  sampleRate: number,
  format?: WavFormat,
): Promise<void> {
  await writeFile(path, wavBytes(channels, sampleRate, format));
}

/** Yield frames of the encoder's length, then null, which tells it to return its last packets. */
function* framesOf(channels: readonly Float32Array[], encoder: CodecContext): Generator<Frame | null> {
  const { sampleFormat, sampleRate, channelLayout, timeBase } = encoder;
  const frameSize = encoder.frameSize || ANY_FRAME_SIZE;
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
