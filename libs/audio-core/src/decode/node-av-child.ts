/**
 * A program: `node node-av-child.ts PATH SAMPLE_RATE` does with FFmpeg's libraries what the ffmpeg program does with the arguments of
 * `ffmpeg-decoder.ts`. FFmpeg itself logs to stderr. A call that returns a negative number failed. Nothing is freed: the process ends with its file.
 */
import { writeSync } from 'node:fs';
import { AV_LOG_ERROR, AVDISCARD_ALL, AVERROR_EAGAIN, AVERROR_EOF, AVMEDIA_TYPE_AUDIO } from 'node-av/constants';
import { Codec, CodecContext, Dictionary, FFmpegError, FormatContext, Frame, Log, Packet } from 'node-av/lib';
import type { Stream } from 'node-av/lib';
import { fileAddress, INPUT_OPTIONS } from './input-limits.ts';
import { NodeAvFilter } from './node-av-filter.ts';

const STDOUT = 1;

Log.setLevel(AV_LOG_ERROR);
try {
  decode(process.argv[2]!, Number(process.argv[3]));
} catch (error) {
  writeSync(2, `${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

function decode(path: string, sampleRate: number): void {
  const input = new FormatContext();
  FFmpegError.throwIfError(input.openInputSync(fileAddress(path), null, Dictionary.fromObject(INPUT_OPTIONS)));
  FFmpegError.throwIfError(input.findStreamInfoSync());
  const streams = input.streams;
  const audio = streams.find((stream) => stream.codecpar.codecType === AVMEDIA_TYPE_AUDIO);
  if (!audio) throw new Error('no audio stream');
  for (const stream of streams) if (stream !== audio) stream.discard = AVDISCARD_ALL;

  const decoder = openDecoder(audio);
  const filter = new NodeAvFilter(sampleRate, write);
  const frame = new Frame();
  frame.alloc();
  for (const packet of packetsOf(input, audio.index)) {
    // What is damaged is passed over, and FFmpeg has logged it.
    decoder.sendPacketSync(packet);
    while (decoder.receiveFrameSync(frame) >= 0) {
      filter.add(frame);
      frame.unref();
    }
  }
  filter.finish();
}

function openDecoder(stream: Stream): CodecContext {
  const codec = Codec.findDecoder(stream.codecpar.codecId);
  if (!codec) throw new Error('no decoder for its audio stream');
  const decoder = new CodecContext();
  decoder.allocContext3(codec);
  FFmpegError.throwIfError(decoder.parametersToContext(stream.codecpar));
  decoder.pktTimebase = stream.timeBase;
  decoder.threadCount = 1;
  FFmpegError.throwIfError(decoder.open2Sync(codec));
  return decoder;
}

/** The packets of one stream, then null: the decoder's sign to give what it still holds. */
function* packetsOf(input: FormatContext, streamIndex: number): Generator<Packet | null> {
  const packet = new Packet();
  packet.alloc();
  while (true) {
    const status = input.readFrameSync(packet);
    if (status === AVERROR_EAGAIN) continue;
    if (status < 0) {
      if (status !== AVERROR_EOF) writeSync(2, `${FFmpegError.strerror(status)}\n`);
      break;
    }
    if (packet.streamIndex === streamIndex) yield packet;
    packet.unref();
  }
  yield null;
}

function write(samples: Buffer): void {
  let written = 0;
  while (written < samples.length) written += writeSync(STDOUT, samples, written);
}
