import type { Command } from 'commander';
import { SoundalikeError } from '@soundalike/errors';
import { chooseSeed } from '@soundalike/catalog';
import type { Query, Track, TrackFilter, TrackStore } from '@soundalike/catalog';
import { wholeNumber } from '@soundalike/command-line';
import type { Settings } from '@soundalike/settings';
import { hearClip } from './hear-clip.ts';
import { several } from './limit-options.ts';
import { parseTime } from './parse-time.ts';
import { listOnStderr, readSong, readSongs } from './read-songs.ts';

/** Values of the options that `addQueryOptions` adds. */
export interface QueryFlags {
  readonly seed?: readonly string[];
  readonly unlike?: readonly string[];
  readonly file?: string;
  readonly from?: number;
  readonly to?: number;
  readonly randomSeed?: number;
  readonly rescale?: boolean;
}

/** A query with what it was read from. */
export interface AskedQuery extends Query {
  /** Songs to be like. */
  readonly seeds: readonly Track[];
  readonly away: readonly Track[];
  /** File of the clip, and the track of the library that it is a recording of; null without a clip. */
  readonly clip: { readonly file: string; readonly inLibrary: Track | null } | null;
}

/** Add the options that name songs and clips. */
export function addQueryOptions(command: Command): Command {
  return command
    .option('--seed <text-or-id>', 'another song, or several: give it again (default: a random one)', several)
    .option('--unlike <text-or-id>', 'song to keep away from; can be given again', several)
    .option('--file <clip>', 'audio file that need not be in the library')
    .option('--from <time>', 'begin of a part of the file, such as 1:00', parseTime)
    .option('--to <time>', 'end of a part of the file, such as 1:30', parseTime)
    .option('--random-seed <n>', 'makes random choices reproducible', wholeNumber(0))
    .option('--rescale', 'local scaling: fewer tracks that are near to nearly everything; slower in large libraries');
}

/**
 * Read the query of a command: the songs of its arguments and options, and the clip; or else a random song within the limits.
 * @throws `USAGE`, `TRACK_NOT_FOUND`, `STORE_EMPTY`, and as `hearClip`
 */
export async function readQuery(
  store: TrackStore,
  songs: readonly string[],
  { seed = [], unlike = [], file, from, to, randomSeed, limits }: QueryFlags & { readonly limits?: TrackFilter },
  settings: Settings,
  signal: AbortSignal,
): Promise<AskedQuery> {
  if (file === undefined && (from ?? to) !== undefined)
    throw new SoundalikeError('USAGE', '--from and --to choose a part of a file; add --file');
  const named = await readSongs(store, songs, listOnStderr);
  for (const words of seed) named.push(await readSong(store, words, listOnStderr));
  const away: Track[] = [];
  for (const words of unlike) away.push(await readSong(store, words, listOnStderr));
  if (named.length === 0 && file === undefined) named.push(await randomSong(store, away, randomSeed, limits));
  const heard = file === undefined ? null : await hearClip(store, { file, from, to }, settings, signal);
  const like = [...named.map((track) => ({ track })), ...(heard ? [heard.point] : [])];
  return {
    like,
    unlike: away.map((track) => ({ track })),
    seeds: like.flatMap((point) => ('track' in point ? [point.track] : [])),
    away,
    clip: file === undefined ? null : { file, inLibrary: heard?.inLibrary ?? null },
  };
}

async function randomSong(
  store: TrackStore,
  away: readonly Track[],
  randomSeed: number | undefined,
  limits: TrackFilter | undefined,
): Promise<Track> {
  if (away.length > 0)
    throw new SoundalikeError('USAGE', '--unlike keeps away from a song; also name a song to be like');
  return chooseSeed(store, undefined, randomSeed, limits);
}
