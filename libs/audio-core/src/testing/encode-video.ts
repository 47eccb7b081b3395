import { AV_CODEC_FLAG_GLOBAL_HEADER, AV_LOG_ERROR, AV_PIX_FMT_YUV420P, FF_ENCODER_MPEG4 } from 'node-av/constants';
import { Codec, CodecContext, FFmpegError, Frame, Log, Rational } from 'node-av/lib';
import { writeEncoded } from './encode-audio.ts';

const PIXELS = 64;
const FRAMES = 5;

/** Write an MP4 video without sound: a few grey frames. */
export async function writeSilentVideo(path: string): Promise<void> {
  Log.setLevel(AV_LOG_ERROR);
  const codec = Codec.findEncoderByName(FF_ENCODER_MPEG4)!;
  using encoder = new CodecContext();
  encoder.allocContext3(codec);
  encoder.width = PIXELS;
  encoder.height = PIXELS;
  encoder.pixelFormat = AV_PIX_FMT_YUV420P;
  encoder.timeBase = new Rational(1, 25);
  encoder.setFlags(AV_CODEC_FLAG_GLOBAL_HEADER);
  FFmpegError.throwIfError(encoder.open2Sync(codec), 'open encoder');

  await writeEncoded(path, codec, encoder, greyFrames());
}

function* greyFrames(): Generator<Frame | null> {
  for (let pts = 0; pts < FRAMES; pts++) {
    using frame = greyFrame(pts);
    yield frame;
  }
  yield null;
}

function greyFrame(pts: number): Frame {
  const frame = new Frame();
  frame.alloc();
  frame.width = PIXELS;
  frame.height = PIXELS;
  frame.format = AV_PIX_FMT_YUV420P;
  frame.pts = BigInt(pts);
  FFmpegError.throwIfError(frame.allocBuffer(), 'allocate frame');
  return frame;
}
