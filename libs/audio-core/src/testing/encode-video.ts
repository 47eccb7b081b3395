import { AV_CODEC_FLAG_GLOBAL_HEADER, AV_LOG_ERROR, AV_PIX_FMT_YUV420P, FF_ENCODER_MPEG4 } from 'node-av/constants';
import { Codec, CodecContext, FFmpegError, FormatContext, Frame, Log, Packet, Rational } from 'node-av/lib';

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

  await using output = new FormatContext();
  FFmpegError.throwIfError(output.allocOutputContext2(null, null, path), 'find format');
  const stream = output.newStream(codec);
  FFmpegError.throwIfError(stream.codecpar.fromContext(encoder));
  stream.timeBase = encoder.timeBase;
  FFmpegError.throwIfError(output.openOutputSync(), 'create file');
  FFmpegError.throwIfError(output.writeHeaderSync(), 'write header');
  using packet = new Packet();
  packet.alloc();
  for (let pts = 0; pts <= FRAMES; pts++) {
    using frame = greyFrame(pts);
    // The last call, without a frame, tells the encoder to return its last packets.
    FFmpegError.throwIfError(encoder.sendFrameSync(pts === FRAMES ? null : frame), 'encode');
    while (encoder.receivePacketSync(packet) >= 0) {
      packet.streamIndex = stream.index;
      packet.rescaleTs(encoder.timeBase, stream.timeBase);
      FFmpegError.throwIfError(output.interleavedWriteFrameSync(packet), 'write');
    }
  }
  FFmpegError.throwIfError(output.writeTrailerSync(), 'finish file');
  output.closeOutputSync();
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
