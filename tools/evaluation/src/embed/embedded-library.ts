import { isSoundalikeError } from '@soundalike/errors';
import type { ErrorCode } from '@soundalike/errors';
import pLimit from 'p-limit';
import { ALTERATIONS } from '../alter/alterations.ts';
import type { LibraryTrack } from '../library/read-library.ts';
import { passTrack } from './track-passes.ts';
import type { PassTools } from './track-passes.ts';
import type { CachedPass } from './vector-cache.ts';

/** Passes of one track, one entry for each extractor. */
export interface EmbeddedTrack {
  readonly track: LibraryTrack;
  readonly original: readonly CachedPass[];
  /** By alteration. Empty if the track was not selected; without alterations that leave it too short. */
  readonly altered: ReadonlyMap<string, readonly CachedPass[]>;
}

/** Track that could not be embedded. */
export interface LeftOutTrack {
  readonly path: string;
  readonly code: ErrorCode;
}

/** Tracks in progress at the same time: one is decoded in a separate process while another is embedded. */
const CONCURRENCY = 2;

/** Errors of a file, not of the environment. */
const FILE_ERRORS: readonly ErrorCode[] = [
  'FILE_UNREADABLE',
  'FILE_EMPTY',
  'NOT_A_FILE',
  'NO_AUDIO',
  'NO_AUDIO_STREAM',
  'DECODE_FAILED',
  'DECODE_TIMEOUT',
  'DECODE_LIMIT',
  'TOO_SHORT',
  'SILENT',
  'EMBEDDING_INVALID',
];

/** Options of `embedLibrary`. */
export interface EmbedOptions {
  /** Number of tracks with altered copies, spread evenly over the library. */
  readonly alteredTracks: number;
  readonly onProgress?: (done: number, total: number) => void;
}

/** Run all extractors over all tracks, and over altered copies of some. @throws any error that is not about one file */
export async function embedLibrary(
  tools: PassTools,
  tracks: readonly LibraryTrack[],
  { alteredTracks, onProgress }: EmbedOptions,
): Promise<{ embedded: EmbeddedTrack[]; leftOut: LeftOutTrack[] }> {
  const leftOut: LeftOutTrack[] = [];
  let done = 0;
  const limit = pLimit(CONCURRENCY);
  const results = await limit.map(tracks, async (track, index) => {
    tools.signal.throwIfAborted();
    const isSelected =
      Math.floor((index * alteredTracks) / tracks.length) !== Math.floor(((index + 1) * alteredTracks) / tracks.length);
    const result = await embedTrack(tools, track, isSelected || alteredTracks >= tracks.length);
    if (!('original' in result)) leftOut.push(result);
    onProgress?.(++done, tracks.length);
    return result;
  });
  return { embedded: results.filter((result) => 'original' in result), leftOut };
}

async function embedTrack(
  tools: PassTools,
  track: LibraryTrack,
  alter: boolean,
): Promise<EmbeddedTrack | LeftOutTrack> {
  const original = await orFileError(passTrack(tools, track));
  if ('code' in original) return { path: track.path, code: original.code };
  const altered = new Map<string, readonly CachedPass[]>();
  for (const alteration of alter ? ALTERATIONS : []) {
    const passes = await orFileError(passTrack(tools, track, { alteration, seconds: original[0]!.seconds }));
    if (!('code' in passes)) altered.set(alteration.name, passes);
  }
  return { track, original, altered };
}

async function orFileError(passes: Promise<CachedPass[]>): Promise<CachedPass[] | { code: ErrorCode }> {
  try {
    return await passes;
  } catch (error) {
    if (isSoundalikeError(error) && FILE_ERRORS.includes(error.code)) return { code: error.code };
    throw error;
  }
}
