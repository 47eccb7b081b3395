import { SoundalikeError } from '@soundalike/errors';
import { findMatches, journey } from '@soundalike/catalog';
import type { TrackStore } from '@soundalike/catalog';
import { printable } from '@soundalike/command-line';
import { limitsOf } from '../ask/limit-options.ts';
import type { LimitFlags } from '../ask/limit-options.ts';
import { listOnStderr, readSong, readSongs } from '../ask/read-songs.ts';
import { playSaved } from '../stations/renew-stations.ts';
import type { SavedStations } from '../stations/saved-stations.ts';
import type { PlaylistToPush } from './push-playlist.ts';

/** Most songs of a playlist, as of a journey and a station. */
export const LONGEST_PLAYLIST = 200;

const USUAL_LENGTH = 30;

/** Longest name, in characters: servers have columns of 255. */
const LONGEST_NAME = 200;

/** Options that go together with `--station`: a saved station has its own length and limits. */
const WITH_STATION = ['station', 'name', 'subsonic', 'mpd', 'pathPrefix'];

/** Options that say what a playlist has. */
export interface PlaylistFlags extends LimitFlags {
  readonly name?: string;
  readonly station?: string;
  readonly like?: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly length?: number;
}

/**
 * Make the playlist that the options describe: a saved station, a journey, or songs and their neighbours.
 * @throws `USAGE`, `TRACK_NOT_FOUND`, the errors of the store
 */
export async function choosePlaylist(
  flags: PlaylistFlags,
  store: TrackStore,
  stations: SavedStations,
  datasetDir: string,
): Promise<PlaylistToPush> {
  const { station, like, from, to } = flags;
  const asked = [station !== undefined, like !== undefined, from !== undefined || to !== undefined];
  if (asked.filter(Boolean).length !== 1)
    throw new SoundalikeError('USAGE', 'name what to push: --station NAME, --like SONG, or --from SONG --to SONG');
  const made =
    station !== undefined
      ? await savedStation(flags, station, store, stations)
      : like !== undefined
        ? await neighbours(flags, like, store, datasetDir)
        : await way(flags, store, datasetDir);
  const name = printable(flags.name ?? made.name);
  if (flags.name === undefined) return { ...made, name: shortened(name) };
  if (name !== '' && name.length <= LONGEST_NAME) return { ...made, name };
  throw new SoundalikeError('USAGE', `--name must have 1 to ${LONGEST_NAME} characters`);
}

async function savedStation(
  flags: PlaylistFlags,
  name: string,
  store: TrackStore,
  stations: SavedStations,
): Promise<PlaylistToPush> {
  if (Object.keys(flags).some((flag) => !WITH_STATION.includes(flag)))
    throw new SoundalikeError('USAGE', 'a saved station has its own length and limits; leave these options out');
  const saved = await stations.find(name);
  if (!saved)
    throw new SoundalikeError('USAGE', `no station ${JSON.stringify(name)} is saved; see: npm run -s station -- list`);
  const { tracks } = await playSaved(store, saved);
  return { name: saved.name, tracks: tracks.map(({ track }) => track) };
}

async function neighbours(
  flags: PlaylistFlags,
  words: readonly string[],
  store: TrackStore,
  datasetDir: string,
): Promise<PlaylistToPush> {
  const seeds = await readSongs(store, words, listOnStderr);
  const count = (flags.length ?? USUAL_LENGTH) - seeds.length;
  const like = { like: seeds.map((track) => ({ track })) };
  const matches = count > 0 ? await findMatches(store, like, { ...limitsOf(flags, datasetDir), count }) : [];
  return {
    name: `Like ${seeds.map(({ title }) => title).join(', ')}`,
    tracks: [...seeds, ...matches.map(({ track }) => track)],
  };
}

async function way(flags: PlaylistFlags, store: TrackStore, datasetDir: string): Promise<PlaylistToPush> {
  const { from, to, length = USUAL_LENGTH } = flags;
  if (from === undefined || to === undefined)
    throw new SoundalikeError('USAGE', 'a journey needs both ends: --from SONG --to SONG');
  const ends = [await readSong(store, from, listOnStderr), await readSong(store, to, listOnStderr)] as const;
  const { tracks } = await journey(store, ...ends, { ...limitsOf(flags, datasetDir), length });
  return { name: `From ${ends[0].title} to ${ends[1].title}`, tracks: tracks.map(({ track }) => track) };
}

/** Cut a name between two words. */
function shortened(name: string): string {
  if (name.length <= LONGEST_NAME) return name;
  const cut = name.slice(0, LONGEST_NAME);
  return `${cut.slice(0, cut.lastIndexOf(' '))} …`;
}
