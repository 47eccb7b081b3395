/**
 * The program `node ffmpeg-tags-child.ts PATH` prints what FFmpeg's libraries find in the tags of a file, as the JSON of
 * `FfmpegTags`. Nothing is freed, because the process ends with its file.
 */
import { writeSync } from 'node:fs';
import { AV_LOG_QUIET, AVMEDIA_TYPE_AUDIO } from 'node-av/constants';
import { Dictionary, FFmpegError, FormatContext, Log } from 'node-av/lib';
import { fileAddress, INPUT_OPTIONS } from '../decode/ffmpeg-options.ts';
import type { FfmpegTags } from './ffmpeg-tags.ts';

/** Longest text to print of one tag: a file may have its lyrics, or a cover as text, in one. */
const MAX_TEXT = 2000;

const MAX_TAGS = 500;

Log.setLevel(AV_LOG_QUIET);
try {
  const input = new FormatContext();
  const address = fileAddress(process.argv[2]!);
  FFmpegError.throwIfError(input.openInputSync(address, null, Dictionary.fromObject(INPUT_OPTIONS)));
  const audio = input.streams.find((stream) => stream.codecpar.codecType === AVMEDIA_TYPE_AUDIO);
  // Ogg keeps its tags in the stream.
  const tags: FfmpegTags = { ...textsOf(input.metadata), ...textsOf(audio?.metadata ?? null) };
  writeSync(1, JSON.stringify(tags));
} catch {
  process.exitCode = 1;
}

function textsOf(dictionary: Dictionary | null): FfmpegTags {
  const entries = Object.entries(dictionary?.getAll() ?? {}).slice(0, MAX_TAGS);
  return Object.fromEntries(entries.map(([name, text]) => [name.toLowerCase(), text.slice(0, MAX_TEXT)]));
}
