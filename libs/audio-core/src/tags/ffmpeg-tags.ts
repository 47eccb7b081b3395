import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isSoundalikeError } from '@soundalike/errors';
import type { TrackMetadata } from '@soundalike/catalog';
import type { ICommonTagsResult } from 'music-metadata';
import pLimit from 'p-limit';
import { DecodeProcess } from '../decode/decode-process.ts';
import { metadataOf } from './track-metadata.ts';

/** Texts by FFmpeg's names of tags, in lower case. */
export type FfmpegTags = Readonly<Record<string, string>>;

/** The child process prints less. */
const MAX_OUTPUT_BYTES = 2 ** 24;

const PIECE_BYTES = 2 ** 16;

const CHILD_FILE = fileURLToPath(new URL('./ffmpeg-tags-child.ts', import.meta.url));

/** A hostile file can only end the child process. Ordinary files take 0.2 s, most of it the start of the process. */
const LIMITS = { stallSeconds: 20, totalSeconds: 20, durationSeconds: Infinity, memoryBytes: 2 ** 29 };

/** Each needs about 0.1 GB for a moment. */
const twoAtATime = pLimit(2);

/**
 * Read the tags of a file with FFmpeg's libraries, in a separate process with limits of time, memory and output. They
 * know some files that music-metadata does not, and start too slowly to read every file with them.
 * @returns null if FFmpeg finds neither title nor artist, or the limits are exceeded
 */
export async function readTagsWithFfmpeg(path: string): Promise<TrackMetadata | null> {
  const tags = await twoAtATime(() => ffmpegTags(resolve(path)));
  return tags === null || (!tags['title'] && !tags['artist']) ? null : metadataOf(commonTags(tags), path);
}

async function ffmpegTags(path: string): Promise<FfmpegTags | null> {
  let reading: DecodeProcess | null = null;
  try {
    reading = new DecodeProcess({ program: process.execPath, args: [CHILD_FILE, path] }, LIMITS, PIECE_BYTES);
    let output = Buffer.alloc(0);
    for await (const bytes of reading.output()) {
      output = Buffer.concat([output, bytes]);
      if (output.length > MAX_OUTPUT_BYTES) return null;
    }
    return JSON.parse(output.toString('utf8')) as FfmpegTags;
  } catch (error) {
    if (isSoundalikeError(error) || error instanceof SyntaxError) return null;
    throw error;
  } finally {
    await reading?.close();
  }
}

/** Convert FFmpeg's tags to those of music-metadata. FFmpeg joins the repeated fields of Vorbis comments by `;`. */
function commonTags(tags: FfmpegTags): Partial<ICommonTagsResult> {
  const first = (...names: readonly string[]): string | undefined =>
    names.map((name) => tags[name]).find((text) => text !== undefined);
  const artists = tags['artist']?.split(';');
  const date = first('date', 'tdrc', 'tyer', 'year');
  return {
    title: tags['title'],
    artist: artists?.[0],
    artists,
    album: tags['album'],
    albumartist: first('album_artist', 'albumartist'),
    date,
    year: date === undefined ? undefined : Number.parseInt(date, 10),
    genre: tags['genre']?.split(';'),
    track: { no: numberOf(first('track', 'tracknumber')), of: null },
    disk: { no: numberOf(first('disc', 'discnumber')), of: null },
    bpm: Number(first('tbpm', 'bpm', 'tmpo')),
    key: first('tkey', 'initialkey', 'key'),
    isrc: [first('tsrc', 'isrc') ?? ''],
    musicbrainz_recordingid: first('musicbrainz_trackid', 'musicbrainz track id', 'musicbrainz_recordingid'),
  } as Partial<ICommonTagsResult>;
}

function numberOf(text: string | undefined): number | null {
  return text === undefined ? null : Number.parseInt(text, 10);
}
