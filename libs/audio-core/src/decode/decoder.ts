/** What is to be decoded. */
export interface DecodeRequest {
  /** Absolute path. */
  readonly path: string;
  /** Of the samples wanted, in Hz. */
  readonly sampleRate: number;
  /** Only these parts, in order and one after the other; left out: everything. */
  readonly windows?: readonly TimeWindow[];
}

/** A part of a file. */
export interface TimeWindow {
  /** From the start of its audio. */
  readonly startSeconds: number;
  readonly seconds: number;
}

/** A program to run, without a shell. */
export interface DecodeCommand {
  readonly program: string;
  readonly args: readonly string[];
}

/** A way to decode audio: a program that writes mono float32 little-endian samples to its standard output, and what went wrong to stderr. */
export interface Decoder {
  /** Where it comes from, for messages: `FFMPEG_PATH`, `ffmpeg-static`, `ffmpeg on PATH`, `node-av`. */
  readonly name: string;
  command(request: DecodeRequest): DecodeCommand;
}
