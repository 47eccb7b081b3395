/**
 * The program `node node-av-child.ts PATH SAMPLE_RATE WINDOWS` (windows as JSON; an empty list: the entire file) does
 * with FFmpeg's libraries what the ffmpeg program does with the arguments of `ffmpeg-decoder.ts`. FFmpeg logs to
 * stderr. A call that returns a negative number has failed. Nothing is freed, because the process ends with its file.
 */
import { writeSync } from 'node:fs';
import {
  AV_LOG_ERROR,
  AV_NOPTS_VALUE,
  AVDISCARD_ALL,
  AVERROR_EAGAIN,
  AVERROR_EOF,
  AVMEDIA_TYPE_AUDIO,
  AVSEEK_FLAG_BACKWARD,
} from 'node-av/constants';
import { Codec, CodecContext, Dictionary, FFmpegError, FormatContext, Frame, Log, Packet } from 'node-av/lib';
import type { Stream } from 'node-av/lib';
import type { TimeWindow } from './decoder.ts';
import { cutFilter, fileAddress, filterChain, INPUT_OPTIONS, WINDOW_MARGIN, WINDOW_PREROLL } from './ffmpeg-options.ts';
import { NodeAvFilter } from './node-av-filter.ts';

const STDOUT = 1;
const MICROSECONDS = 1e6;
const DEFAULT_STREAM = -1;

Log.setLevel(AV_LOG_ERROR);
try {
  const [, , path, sampleRate, windows] = process.argv;
  decode(path!, Number(sampleRate), JSON.parse(windows!) as TimeWindow[]);
} catch (error) {
  writeSync(2, `${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

function decode(path: string, sampleRate: number, windows: readonly TimeWindow[]): void {
  const input = new FormatContext();
  FFmpegError.throwIfError(input.openInputSync(fileAddress(path), null, Dictionary.fromObject(INPUT_OPTIONS)));
  FFmpegError.throwIfError(input.findStreamInfoSync());
  const streams = input.streams;
  const audio = streams.find((stream) => stream.codecpar.codecType === AVMEDIA_TYPE_AUDIO);
  if (!audio) throw new Error('no audio stream');
  for (const stream of streams) if (stream !== audio) stream.discard = AVDISCARD_ALL;

  const decoder = openDecoder(audio);
  if (windows.length === 0) decodeFrames(input, audio, decoder, new NodeAvFilter(filterChain(sampleRate), write));
  for (const window of windows) decodeWindow(input, audio, decoder, sampleRate, window);
}

function decodeFrames(input: FormatContext, audio: Stream, decoder: CodecContext, filter: NodeAvFilter): void {
  for (const frame of framesOf(input, audio, decoder)) filter.add(frame);
  filter.finish();
}

/** Decode a part as ffmpeg's `-ss` and `-t` do: from the packet before the start, and drop the samples before it. */
function decodeWindow(
  input: FormatContext,
  audio: Stream,
  decoder: CodecContext,
  sampleRate: number,
  { startSeconds, seconds }: TimeWindow,
): void {
  const fileStart = input.startTime === AV_NOPTS_VALUE ? 0 : Number(input.startTime) / MICROSECONDS;
  const start = fileStart + startSeconds;
  if (
    input.seekFrameSync(
      DEFAULT_STREAM,
      BigInt(Math.round(Math.max(fileStart, start - WINDOW_PREROLL) * MICROSECONDS)),
      AVSEEK_FLAG_BACKWARD,
    ) < 0
  )
    return;
  decoder.flushBuffers();
  const secondsPerTick = audio.timeBase.num / audio.timeBase.den;
  let filter: NodeAvFilter | null = null;
  let frameEnd = start;
  for (const frame of framesOf(input, audio, decoder)) {
    // Where a packet has several frames, as in Monkey's Audio and Musepack, only the first has a time.
    const frameStart = frame.pts === AV_NOPTS_VALUE ? frameEnd : Number(frame.pts) * secondsPerTick;
    frameEnd = frameStart + frame.nbSamples / frame.sampleRate;
    if (frameEnd <= start) continue;
    if (frameStart >= start + seconds + WINDOW_MARGIN) break;
    const early = Math.max(0, Math.round((start - frameStart) * frame.sampleRate));
    filter ??= new NodeAvFilter(
      `atrim=start_sample=${early},${filterChain(sampleRate)},${cutFilter(sampleRate, seconds)}`,
      write,
    );
    filter.add(frame);
  }
  filter?.finish();
}

/**
 * Yield the decoded frames to the end of the file; each is valid until the next one. Damaged parts, which FFmpeg logs,
 * are skipped.
 */
function* framesOf(input: FormatContext, audio: Stream, decoder: CodecContext): Generator<Frame> {
  const frame = new Frame();
  frame.alloc();
  for (const packet of packetsOf(input, audio.index)) {
    decoder.sendPacketSync(packet);
    while (decoder.receiveFrameSync(frame) >= 0) {
      yield frame;
      frame.unref();
    }
  }
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

/** Yield the packets of one stream, then null, which tells the decoder to return its last frames. */
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
