import { isSoundalikeError } from '@soundalike/errors';
import type { ErrorCode } from '@soundalike/errors';
import pLimit from 'p-limit';
import { ALTERATIONS } from '../alter/alterations.ts';
import type { LibraryTrack } from '../library/library-track.ts';
import { passTrack } from './track-passes.ts';
import type { PassTools } from './track-passes.ts';
import type { CachedPass } from './vector-cache.ts';

/** One track's passes, an entry for each extractor. */
export interface EmbeddedTrack {
  readonly track: LibraryTrack;
  readonly original: readonly CachedPass[];
  /** By alteration; without those for which the track is no longer long enough, and empty where it was not chosen for them. */
  readonly altered: ReadonlyMap<string, readonly CachedPass[]>;
}

/** A track that could not be judged by. */
export interface LeftOutTrack {
  readonly path: string;
  readonly code: ErrorCode;
}

/** Tracks under way at once: one is decoded, in a process of its own, while another is embedded. */
const CONCURRENCY = 2;

/** Faults of a file rather than of the set-up. */
const FILE_FAULTS: readonly ErrorCode[] = [
  'FILE_UNREADABLE',
  'FILE_EMPTY',
  'NOT_A_FILE',
  'NO_AUDIO',
  'DECODE_FAILED',
  'DECODE_TIMEOUT',
  'DECODE_LIMIT',
  'TOO_SHORT',
  'SILENT',
  'EMBEDDING_INVALID',
];

/** How a library is embedded. */
export interface EmbedOptions {
  /** Tracks to make altered copies of, spread evenly over the library. */
  readonly alteredTracks: number;
  readonly onProgress?: (done: number, total: number) => void;
}

/** Runs all extractors over all tracks, and over altered copies of some. @throws whatever is not the fault of a file */
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
    const chosen =
      Math.floor((index * alteredTracks) / tracks.length) !== Math.floor(((index + 1) * alteredTracks) / tracks.length);
    const result = await embedTrack(tools, track, chosen || alteredTracks >= tracks.length);
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
  const original = await unlessFileFault(passTrack(tools, track));
  if ('code' in original) return { path: track.path, code: original.code };
  const altered = new Map<string, readonly CachedPass[]>();
  for (const alteration of alter ? ALTERATIONS : []) {
    const passes = await unlessFileFault(passTrack(tools, track, { alteration, seconds: original[0]!.seconds }));
    if (!('code' in passes)) altered.set(alteration.name, passes);
  }
  return { track, original, altered };
}

async function unlessFileFault(passes: Promise<CachedPass[]>): Promise<CachedPass[] | { code: ErrorCode }> {
  try {
    return await passes;
  } catch (error) {
    if (isSoundalikeError(error) && FILE_FAULTS.includes(error.code)) return { code: error.code };
    throw error;
  }
}
