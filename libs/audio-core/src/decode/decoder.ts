/** A request to decode a file. */
export interface DecodeRequest {
  /** Absolute path. */
  readonly path: string;
  /** Sample rate of the result, Hz. */
  readonly sampleRate: number;
  /** Parts to decode, in order and one after the other. Default: the entire file. */
  readonly windows?: readonly TimeWindow[];
}

/** A part of a file. */
export interface TimeWindow {
  /** Seconds from the start of the audio. */
  readonly startSeconds: number;
  readonly seconds: number;
}

/** A program to run, without a shell. */
export interface DecodeCommand {
  readonly program: string;
  readonly args: readonly string[];
}

/**
 * A way to decode audio: a program that writes mono float32 little-endian samples to its standard output, and errors to
 * stderr.
 */
export interface Decoder {
  /** Origin of the program, for messages: `FFMPEG_PATH`, `ffmpeg-static`, `ffmpeg on PATH`, `node-av`. */
  readonly name: string;
  command(request: DecodeRequest): DecodeCommand;
}
